import type { IncomingHttpHeaders } from 'node:http';
import { gatewayErrors } from '../errors.ts';
import type { AdmitSignedIn } from '../ports/signed-in.ts';
import type { Cookies } from './cookies.ts';
import { isFromOwnPage } from './judge-site.ts';
import type { Sessions } from './sessions.ts';

export interface AdmitOptions {
  readonly publicUrl: string;
  readonly sessions: Sessions;
  readonly cookies: Cookies;
}

/** Admits requests by their cookie. A token of the client's own goes before it; the cookie is nobody else's business. */
export function createAdmitRequest(options: AdmitOptions): AdmitSignedIn {
  return async (headers) => {
    const id = takeCookie(headers, options.cookies);
    if (id === undefined) return undefined;
    if (!isFromOwnPage(headers, options.publicUrl)) throw gatewayErrors.create('SESSION_CSRF_REFUSED');
    const signedIn = await options.sessions.admit(id);
    headers.authorization = signedIn.authorization;
    return signedIn;
  };
}

/** Admits WebSockets: a browser tells whose page opens one, and nothing else can. */
export function createAdmitSocket({ publicUrl, sessions, cookies }: AdmitOptions): AdmitSignedIn {
  const { origin } = new URL(publicUrl);
  return async (headers) => {
    const id = takeCookie(headers, cookies);
    if (id === undefined) return undefined;
    if (headers.origin !== origin) throw gatewayErrors.create('SESSION_CSRF_REFUSED');
    return sessions.admit(id);
  };
}

function takeCookie(headers: IncomingHttpHeaders, cookies: Cookies): string | undefined {
  const id = cookies.readSession(headers);
  const cookie = cookies.withoutOwn(headers.cookie);
  if (cookie === undefined) delete headers.cookie;
  else headers.cookie = cookie;
  return headers.authorization === undefined ? id : undefined;
}
