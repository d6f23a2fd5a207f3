import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { answerProbe, type Readiness } from '../../health/answer-probe.ts';
import type { ApplyCors } from './apply-cors.ts';
import { prefersHtml } from './choose-media-type.ts';
import type { HandleGraphQL } from './handle-graphql.ts';
import { sendError } from './send-errors.ts';

/** Answers a request. */
export type HandleRequest = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Serves a page for a browser. */
export type ServePage = (request: IncomingMessage, response: ServerResponse) => void;

export interface HttpHandlerOptions {
  readonly handleGraphQL: HandleGraphQL;
  readonly readiness: () => Readiness;
  readonly applyCors: ApplyCors;
  /** Pages by path. For `/graphql` the page is for those who prefer HTML. */
  readonly pages: ReadonlyMap<string, ServePage>;
  /** Invalidates caches at `/invalidation`; there is no such path without it. */
  readonly handleInvalidation?: HandleRequest | undefined;
  readonly logger: { error(details: object, message: string): void };
}

/** Creates the listener for everything that comes over HTTP. */
export function createHttpHandler(options: HttpHandlerOptions): RequestListener {
  const { handleGraphQL, handleInvalidation, readiness, applyCors, pages, logger } = options;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { path, search } = splitUrl(request.url ?? '/');
    const probe = answerProbe(path, readiness);
    if (probe) {
      response.writeHead(probe.status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(JSON.stringify(probe.body));
      return;
    }
    if (path === '/invalidation' && handleInvalidation) {
      await handleInvalidation(request, response);
      return;
    }
    if (applyCors(request, response)) return;
    if (readiness() === 'draining') response.setHeader('connection', 'close');
    const page = request.method === 'GET' ? pages.get(path) : undefined;
    if (page && (path !== '/graphql' || prefersHtml(request.headers.accept))) page(request, response);
    else if (path === '/graphql') await handleGraphQL(request, response, search);
    else sendError(request, response, { code: 'NOT_FOUND' });
  }

  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      // A client that goes away in the middle of its body is nobody's failure.
      if (request.destroyed && !request.complete) return;
      logger.error({ err: error }, 'request failed');
      if (response.headersSent) response.destroy();
      else sendError(request, response, { code: 'INTERNAL_SERVER_ERROR' });
    });
  };
}

function splitUrl(url: string): { readonly path: string; readonly search: string } {
  const at = url.indexOf('?');
  return at < 0 ? { path: url, search: '' } : { path: url.slice(0, at), search: url.slice(at) };
}
