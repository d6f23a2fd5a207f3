import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers preflight requests and lets pages of the given origins read answers. Says whether it has answered. */
export type ApplyCors = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface CorsOptions {
  /** `*`: any. */
  readonly origins: readonly string[];
  /** Whether requests of these pages may come with cookies. */
  readonly allowsCredentials: boolean;
  /** Which headers of answers, beside the simple ones, pages may read. */
  readonly exposedHeaders: readonly string[];
  /** `Vary` of every answer. */
  readonly vary: string;
}

/** By https://fetch.spec.whatwg.org/#http-cors-protocol. */
export function createApplyCors(options: CorsOptions): ApplyCors {
  const { origins, allowsCredentials, vary } = options;
  const allowsAny = origins.includes('*');
  const allowed = new Set(origins);
  const exposed = options.exposedHeaders.join(', ');
  const variesBy = `${vary}, access-control-request-headers`;
  return (request, response) => {
    const { origin } = request.headers;
    const isPreflight = request.method === 'OPTIONS';
    response.setHeader('vary', isPreflight ? variesBy : vary);
    if (origin && (allowsAny || allowed.has(origin))) {
      response.setHeader('access-control-allow-origin', allowsAny ? '*' : origin);
      if (allowsCredentials) response.setHeader('access-control-allow-credentials', 'true');
      if (isPreflight) {
        response.setHeader('access-control-allow-methods', 'GET, POST');
        response.setHeader('access-control-max-age', '86400');
        const asked = request.headers['access-control-request-headers'];
        if (asked) response.setHeader('access-control-allow-headers', asked);
      } else if (exposed) response.setHeader('access-control-expose-headers', exposed);
    }
    if (isPreflight) response.writeHead(204).end();
    return isPreflight;
  };
}
