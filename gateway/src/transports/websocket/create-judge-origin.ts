import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a page may open a WebSocket: `refused`, or `anonymous`, when its cookies must not count. Browsers say where a page
 * comes from and let it open WebSockets anywhere, with the cookies of whoever looks at it; the rest is up to us
 * (https://www.rfc-editor.org/rfc/rfc6455#section-10.2).
 */
export type JudgeOrigin = (headers: IncomingHttpHeaders) => 'trusted' | 'anonymous' | 'refused';

/** Pages of the given origins (`*`: of any) may, as over HTTP, and those that come from the host that they ask. */
export function createJudgeOrigin(origins: readonly string[]): JudgeOrigin {
  const allowed = new Set(origins);
  const others = allowed.has('*') ? 'anonymous' : 'refused';
  return ({ origin, host, 'x-forwarded-host': forwardedHost }) => {
    if (origin === undefined || allowed.has(origin)) return 'trusted';
    const from = URL.parse(origin)?.host;
    return from !== undefined && (from === host || from === forwardedHost) ? 'trusted' : others;
  };
}
