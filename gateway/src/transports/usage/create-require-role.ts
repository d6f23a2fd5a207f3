import type { IncomingMessage } from 'node:http';
import type { Authenticate } from '../../auth/create-authenticate.ts';
import { gatewayErrors } from '../../errors.ts';
import type { AdmitSignedIn } from '../../ports/signed-in.ts';
import { readHeaders } from '../http/reading/read-headers.ts';

export interface RequireRoleOptions {
  readonly authenticate: Authenticate;
  /** Who may read: who has one of these. */
  readonly roles: readonly string[];
  /** Finds out who is signed in by a cookie; default: nobody is. */
  readonly admitSignedIn?: AdmitSignedIn | undefined;
}

/** Lets a request read what is for operators. Throws ServiceError `UNAUTHENTICATED`, `SESSION_ENDED`, `FORBIDDEN`. */
export type RequireRole = (request: IncomingMessage) => Promise<void>;

/** By a token, or by the cookie of who is signed in. */
export function createRequireRole({ authenticate, roles, admitSignedIn }: RequireRoleOptions): RequireRole {
  return async (request) => {
    // Not those of the request: a page that only reads needs no proof that a page of ours asks. Where a browser says that
    // another site does, it is refused all the same.
    const headers = { ...request.headers, 'headgate-csrf': 'page' };
    await admitSignedIn?.(headers);
    const identity = await authenticate({ headers: readHeaders(headers) });
    if (!identity) throw gatewayErrors.create('UNAUTHENTICATED');
    if (!identity.roles.some((role) => roles.includes(role))) throw gatewayErrors.create('FORBIDDEN');
  };
}
