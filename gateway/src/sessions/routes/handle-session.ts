import { gatewayErrors } from '../../errors.ts';
import { sendJson } from './send-json.ts';
import type { SessionRoute, SessionRouteOptions } from './session-exchange.ts';

/** `GET /auth/session`: who is signed in, and until when. Asking does not keep anybody signed in. */
export function createHandleSession({ sessions, cookies }: SessionRouteOptions): SessionRoute {
  return async (request, response) => {
    const session = await sessions.find(cookies.readSession(request.headers) ?? '');
    if (!session) throw gatewayErrors.create('SESSION_ENDED', { message: 'Nobody is signed in.' });
    const { subject, name, roles } = session;
    sendJson(response, 200, { subject, name, roles, endsAt: new Date(sessions.endsAtMs(session)) });
  };
}
