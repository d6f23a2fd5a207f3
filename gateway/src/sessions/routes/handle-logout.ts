import { sendJson } from './send-json.ts';
import type { SessionRoute, SessionRouteOptions } from './session-exchange.ts';

/**
 * `POST /auth/logout`, with `?everywhere=true` of all devices. Answers `next`: where the browser signs out at the issuer too.
 */
export function createHandleLogout({ sessions, issuer, cookies }: SessionRouteOptions): SessionRoute {
  return async (request, response, parameters) => {
    const session = await sessions.find(cookies.readSession(request.headers) ?? '');
    if (session && parameters.get('everywhere') === 'true') await sessions.endAll('subject', session.subject);
    else if (session) await sessions.end(session);
    response.setHeader('set-cookie', cookies.clearSession);
    // That the issuer is away keeps nobody signed in here.
    const next = session && (await issuer.endSessionUrl(session.tokens).catch(() => undefined));
    sendJson(response, 200, { next: next ?? '/' });
  };
}
