import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTHeaderParameters,
  SignJWT,
} from 'jose';

interface Key {
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

/** A key for ES256. */
export async function makeKey(kid?: string): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  return { privateKey, publicJwk: { ...(await exportJWK(publicKey)), alg: 'ES256', ...(kid && { kid }) } };
}

/** An issuer whose key set is whatever the test says, and whose tokens too. */
export async function startIssuer(keys: readonly Key[]) {
  const state = {
    asked: 0,
    answer(response: ServerResponse): void {
      response.end(JSON.stringify({ keys: keys.map(({ publicJwk }) => publicJwk) }));
    },
  };
  const server = createServer((_request, response) => {
    state.asked += 1;
    state.answer(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    state,
    options: { issuer, audience: 'api://test', jwksUrl: `${issuer}/keys` },
    /** Signs a token with the first key, or the one given. */
    sign(
      claims: object = {},
      header: Partial<JWTHeaderParameters> = {},
      key = keys[0] as Key,
    ): Promise<string> {
      const payload = { iss: issuer, aud: 'api://test', sub: 'ada', exp: 4e9, ...claims };
      const { kid } = key.publicJwk;
      return new SignJWT(payload)
        .setProtectedHeader({ alg: 'ES256', ...(kid && { kid }), ...header })
        .sign(key.privateKey, { crit: { 'http://openbanking.org.uk/iat': true } } as object);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
