import type { IncomingMessage, ServerResponse } from 'node:http';
import { ServiceError } from '@headgate/service/define-errors.ts';
import { gatewayErrors } from '../../errors.ts';
import { isFromOwnPage } from '../judge-site.ts';
import { createHandleBackChannelLogout } from './handle-back-channel-logout.ts';
import { createHandleCallback } from './handle-callback.ts';
import { createHandleLogin } from './handle-login.ts';
import { createHandleLogout } from './handle-logout.ts';
import { createHandleSession } from './handle-session.ts';
import { sendJson } from './send-json.ts';
import { sendProblemPage } from './send-problem-page.ts';
import type { SessionRoute, SessionRouteOptions } from './session-exchange.ts';

/** Answers what is below `/auth`; says whether the path is one of these. */
export type HandleSessionRequest = (
  request: IncomingMessage,
  response: ServerResponse,
  target: { readonly path: string; readonly search: string },
) => Promise<boolean>;

export function createSessionRoutes(options: SessionRouteOptions): HandleSessionRequest {
  const fromOwnPage = (route: SessionRoute): SessionRoute => {
    return async (request, response, parameters) => {
      if (!isFromOwnPage(request.headers, options.publicUrl))
        throw gatewayErrors.create('SESSION_CSRF_REFUSED');
      await route(request, response, parameters);
    };
  };
  const routes = new Map<string, SessionRoute>([
    ['GET /auth/login', createHandleLogin(options)],
    ['GET /auth/callback', createHandleCallback(options)],
    ['GET /auth/session', createHandleSession(options)],
    ['POST /auth/logout', fromOwnPage(createHandleLogout(options))],
    ['POST /auth/back-channel-logout', createHandleBackChannelLogout(options)],
  ]);
  return async (request, response, { path, search }) => {
    const route = routes.get(`${request.method} ${path}`);
    if (!route) return false;
    try {
      await route(request, response, new URLSearchParams(search));
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const { code, message, httpStatus } = error;
      if (path === '/auth/login' || path === '/auth/callback') sendProblemPage(response, error);
      else sendJson(response, httpStatus, { errors: [{ message, extensions: { code } }] });
    }
    return true;
  };
}
