import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as openid from 'openid-client';

/** How the gateway proves to the issuer who it is. */
export type ClientCredential =
  | { readonly kind: 'secret'; readonly secret: string }
  /** PEM: a private key and its certificate. */
  | { readonly kind: 'certificate'; readonly pem: string }
  /** A file with a token of another issuer, as Kubernetes writes for a workload identity; it is replaced now and then. */
  | { readonly kind: 'federated'; readonly tokenFile: string };

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** By https://datatracker.ietf.org/doc/html/rfc7523#section-2.2 where there is no secret. */
export async function chooseClientAuth(credential: ClientCredential): Promise<openid.ClientAuth> {
  if (credential.kind === 'secret') return openid.ClientSecretBasic(credential.secret);
  if (credential.kind === 'certificate') return signByCertificate(credential.pem);
  return (_server, client, body) => {
    body.set('client_id', client.client_id);
    body.set('client_assertion_type', assertionType);
    body.set('client_assertion', readFileSync(credential.tokenFile, 'utf8').trim());
  };
}

async function signByCertificate(pem: string): Promise<openid.ClientAuth> {
  const privateKey = createPrivateKey(pem);
  const isElliptic = privateKey.asymmetricKeyType === 'ec';
  const algorithm = isElliptic
    ? { name: 'ECDSA', namedCurve: 'P-256' }
    : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
  const key = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
  const thumbprint = createHash('sha256').update(new X509Certificate(pem).raw).digest('base64url');
  return openid.PrivateKeyJwt(key, {
    [openid.modifyAssertion](header) {
      // Entra ID finds the certificate by it: https://learn.microsoft.com/entra/identity-platform/certificate-credentials
      header['x5t#S256'] = thumbprint;
    },
  });
}
