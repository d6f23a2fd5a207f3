import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers preflight requests and lets pages of the given origins (`*`: of any) read answers. Says whether it has answered. */
export type ApplyCors = (request: IncomingMessage, response: ServerResponse) => boolean;

/** By https://fetch.spec.whatwg.org/#http-cors-protocol, without credentials: tokens travel in a header, not in cookies. */
export function createApplyCors(origins: readonly string[]): ApplyCors {
  const allowsAny = origins.includes('*');
  const allowed = new Set(origins);
  return (request, response) => {
    const { origin } = request.headers;
    const isPreflight = request.method === 'OPTIONS';
    if (!allowsAny) response.setHeader('vary', 'origin');
    if (origin && (allowsAny || allowed.has(origin))) {
      response.setHeader('access-control-allow-origin', allowsAny ? '*' : origin);
      if (isPreflight) {
        response.setHeader('access-control-allow-methods', 'GET, POST');
        response.setHeader('access-control-max-age', '86400');
        const asked = request.headers['access-control-request-headers'];
        if (asked) response.setHeader('access-control-allow-headers', asked);
      }
    }
    if (isPreflight) response.writeHead(204).end();
    return isPreflight;
  };
}
