import { gatewayErrors } from '../../errors.ts';
import type { SessionRoute, SessionRouteOptions } from './session-exchange.ts';

/**
 * `GET /auth/callback`: the issuer sends the browser back. The state has to be that of the browser, once; the session gets
 * an id that nobody had before, and one that the browser had ends.
 */
export function createHandleCallback(options: SessionRouteOptions): SessionRoute {
  const { publicUrl, sessions, store, issuer, cookies, absoluteMs } = options;
  return async (request, response, parameters) => {
    const state = parameters.get('state');
    response.setHeader('set-cookie', cookies.clearSignIn);
    if (state === null || cookies.readSignIn(request.headers) !== state)
      throw gatewayErrors.create('SIGN_IN_REFUSED', {
        message: 'This sign-in was not begun in this browser.',
      });
    const pending = await store.takeSignIn(state);
    if (!pending)
      throw gatewayErrors.create('SIGN_IN_REFUSED', {
        message: 'This sign-in has expired or was used before.',
      });
    const callback = new URL(`${publicUrl}/auth/callback?${parameters}`);
    const user = await issuer.complete(callback, { state, ...pending });
    const before = await sessions.find(cookies.readSession(request.headers) ?? '');
    if (before) await sessions.end(before);
    const id = await sessions.open(user);
    response.setHeader('set-cookie', [cookies.clearSignIn, cookies.writeSession(id, absoluteMs)]);
    response.writeHead(302, { location: pending.to, 'cache-control': 'no-store' }).end();
  };
}
