import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Cookies } from '../cookies.ts';
import type { IssuerClient } from '../issuer-client.ts';
import type { SessionStore } from '../session-store.ts';
import type { Sessions } from '../sessions.ts';

/** What the routes are made of. */
export interface SessionRouteOptions {
  /** Where browsers find the gateway, without a slash at the end. */
  readonly publicUrl: string;
  readonly sessions: Sessions;
  readonly store: SessionStore;
  readonly issuer: IssuerClient;
  readonly cookies: Cookies;
  readonly absoluteMs: number;
}

/** Answers a request below `/auth`. */
export type SessionRoute = (
  request: IncomingMessage,
  response: ServerResponse,
  parameters: URLSearchParams,
) => Promise<void>;
