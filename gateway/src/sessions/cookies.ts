import type { IncomingHttpHeaders } from 'node:http';

/** The cookies of a gateway that browsers find at an address. */
export interface Cookies {
  /** The id of a session; undefined without one. */
  readSession(headers: IncomingHttpHeaders): string | undefined;
  /** The state of the sign-in that this browser began last. */
  readSignIn(headers: IncomingHttpHeaders): string | undefined;
  /** Value of `Set-Cookie`. */
  writeSession(id: string, maxAgeMs: number): string;
  writeSignIn(state: string, maxAgeMs: number): string;
  readonly clearSession: string;
  readonly clearSignIn: string;
  /** `Cookie` without what is nobody else's business; undefined where nothing is left. */
  withoutOwn(cookie: string | undefined): string | undefined;
}

/**
 * Cookies that scripts cannot read and that no other site's form sends along. With https their names begin with `__Host-`:
 * no other host, not even one below the same domain, can plant one
 * (https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#name-the-__host-prefix).
 */
export function createCookies(publicUrl: string): Cookies {
  const isSecure = publicUrl.startsWith('https:');
  const prefix = isSecure ? '__Host-' : '';
  const session = `${prefix}headgate-session`;
  const signIn = `${prefix}headgate-sign-in`;
  const write = (name: string, value: string, maxAgeMs: number) =>
    `${name}=${value}; Path=/; Max-Age=${Math.max(0, Math.floor(maxAgeMs / 1000))}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  const read = (name: string, cookie: string | undefined) =>
    split(cookie)
      .find((pair) => pair.startsWith(`${name}=`))
      ?.slice(name.length + 1);
  return {
    readSession: ({ cookie }) => read(session, cookie),
    readSignIn: ({ cookie }) => read(signIn, cookie),
    writeSession: (id, maxAgeMs) => write(session, id, maxAgeMs),
    writeSignIn: (state, maxAgeMs) => write(signIn, state, maxAgeMs),
    clearSession: write(session, '', 0),
    clearSignIn: write(signIn, '', 0),
    withoutOwn(cookie) {
      const others = split(cookie).filter((pair) => ![session, signIn].includes(pair.split('=', 1)[0] ?? ''));
      return others.length > 0 ? others.join('; ') : undefined;
    },
  };
}

function split(cookie: string | undefined): readonly string[] {
  return (cookie ?? '').split(';').flatMap((pair) => pair.trim() || []);
}
