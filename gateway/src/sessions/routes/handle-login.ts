import * as openid from 'openid-client';
import { chooseReturnPath } from '../choose-return-path.ts';
import type { SessionRoute, SessionRouteOptions } from './session-exchange.ts';

/** How long somebody may take to sign in. */
export const signInMs = 10 * 60_000;

/** `GET /auth/login?to=/path`: sends the browser to the issuer. */
export function createHandleLogin({ store, issuer, cookies }: SessionRouteOptions): SessionRoute {
  return async (_request, response, parameters) => {
    const state = openid.randomState();
    const nonce = openid.randomNonce();
    const verifier = openid.randomPKCECodeVerifier();
    await store.keepSignIn(state, { verifier, nonce, to: chooseReturnPath(parameters.get('to')) }, signInMs);
    const location = await issuer.begin({ state, nonce, verifier });
    response.setHeader('set-cookie', cookies.writeSignIn(state, signInMs));
    response.writeHead(302, { location, 'cache-control': 'no-store' }).end();
  };
}
