import { DefaultAzureCredential } from '@azure/identity';
import { z } from 'zod';

/** Who the functions are when they ask other services. */
export type ServiceIdentity =
  /** The identity that the process runs under, in Entra ID. */
  | { readonly signInWith: 'identity'; readonly scope: string }
  /** A client of any issuer: https://datatracker.ietf.org/doc/html/rfc6749#section-4.4 */
  | {
      readonly signInWith: 'secret';
      readonly tokenUrl: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly scope: string;
    };

const timeoutMs = 5_000;
/** A token is not used in the last part of its life, in milliseconds. */
const marginMs = 60_000;

const answerSchema = z.object({ access_token: z.string(), expires_in: z.number() });

/** Makes the way to an access token for other services; a token is kept until shortly before it expires. */
export function createGetToken(identity: ServiceIdentity, now: () => number): () => Promise<string> {
  if (identity.signInWith === 'identity') {
    const credential = new DefaultAzureCredential();
    return async () => (await credential.getToken(identity.scope)).token;
  }
  let kept: { readonly token: string; readonly until: number } | undefined;
  return async () => {
    if (kept && kept.until > now()) return kept.token;
    const response = await fetch(identity.tokenUrl, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: identity.clientId,
        client_secret: identity.clientSecret,
        scope: identity.scope,
      }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new Error(`no token: status ${response.status} of ${identity.tokenUrl}`);
    const { access_token: token, expires_in: seconds } = answerSchema.parse(await response.json());
    kept = { token, until: now() + seconds * 1000 - marginMs };
    return token;
  };
}
