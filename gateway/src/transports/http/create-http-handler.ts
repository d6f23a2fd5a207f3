import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerProbe, type Readiness } from '../../health/answer-probe.ts';
import type { HandleSessionRequest } from '../../sessions/routes/create-session-routes.ts';
import type { ServePage } from '../serve-page.ts';
import type { Site } from '../site/read-site.ts';
import type { ApplyCors } from './apply-cors.ts';
import type { HandleGraphQL } from './handle-graphql.ts';
import { prefersHtml } from './reading/choose-media-type.ts';
import { splitTarget } from './reading/split-target.ts';
import { sendError } from './writing/send-errors.ts';

/** Answers a request. */
export type HandleRequest = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface HttpHandlerOptions {
  /** Where GraphQL is served, e.g. `/graphql`. */
  readonly path: string;
  readonly handleGraphQL: HandleGraphQL;
  readonly readiness: () => Readiness;
  readonly applyCors: ApplyCors;
  /** The page of a path. For that of GraphQL the page is for those who prefer HTML. */
  readonly findPage: (path: string) => ServePage | undefined;
  /** Finds the files of an application; default: there is none. */
  readonly site?: Site | undefined;
  /** Answers below `/auth`; default: there is no such path. */
  readonly handleSession?: HandleSessionRequest | undefined;
  /** Invalidates caches at `/invalidation`; there is no such path without it. */
  readonly handleInvalidation?: HandleRequest | undefined;
  /** Answers at `/usage`; there is no such path without it. */
  readonly handleUsage?:
    | ((...exchange: [...Parameters<HandleRequest>, search: string]) => Promise<void>)
    | undefined;
  /** Answers at `/usage/counters`; there is no such path without it. */
  readonly handleCounters?: HandleRequest | undefined;
  /** Answers at `/telemetry`; there is no such path without it. */
  readonly handleClientTelemetry?: HandleRequest | undefined;
  readonly logger: { error(details: object, message: string): void };
}

/** Takes a request. What has no path here, and `/`, is left to `next` where it is given: whose server it is. */
export type HandleHttp = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: (() => void) | undefined,
) => void;

/** Creates the listener for everything that comes over HTTP. */
export function createHttpHandler(options: HttpHandlerOptions): HandleHttp {
  const { handleGraphQL, handleInvalidation, handleSession, readiness, applyCors, findPage, site, logger } =
    options;

  async function handle(
    request: IncomingMessage,
    response: ServerResponse,
    next: (() => void) | undefined,
  ): Promise<void> {
    const { path, search } = splitTarget(request.url ?? '/');
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
    if (path === '/usage' && options.handleUsage) {
      await options.handleUsage(request, response, search);
      return;
    }
    if (path === '/usage/counters' && options.handleCounters) {
      await options.handleCounters(request, response);
      return;
    }
    if (path === '/telemetry' && options.handleClientTelemetry) {
      if (!applyCors(request, response)) await options.handleClientTelemetry(request, response);
      return;
    }
    const isOwn = findPage(path) !== undefined || (handleSession && path.startsWith('/auth/'));
    if (next && path !== options.path && (path === '/' || !isOwn)) {
      next();
      return;
    }
    if (applyCors(request, response)) return;
    if (handleSession && (await handleSession(request, response, { path, search }))) return;
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    const page = isReading ? (findPage(path) ?? site?.find(path)) : undefined;
    if (page && (path !== options.path || prefersHtml(request.headers.accept))) page(request, response);
    else if (path === options.path) await handleGraphQL(request, response, search);
    else sendError(request, response, { code: 'NOT_FOUND' });
  }

  return (request, response, next) => {
    handle(request, response, next).catch((error: unknown) => {
      // A client that goes away in the middle of its body is nobody's failure.
      if (request.destroyed && !request.complete) return;
      logger.error({ err: error }, 'request failed');
      try {
        if (response.headersSent) response.destroy();
        else sendError(request, withoutHeaders(response), { code: 'INTERNAL_SERVER_ERROR' });
      } catch (failure) {
        // Whatever it is that cannot be written: a client that waits for ever is worse off than one that is cut off.
        logger.error({ err: failure }, 'the answer could not be sent');
        response.destroy();
      }
    });
  };
}

/** What has been set for the answer that failed, which may be the reason, is not of this one. */
function withoutHeaders(response: ServerResponse): ServerResponse {
  const kept = ['vary', 'connection', 'access-control-allow-origin', 'access-control-allow-credentials'];
  for (const name of response.getHeaderNames()) if (!kept.includes(name)) response.removeHeader(name);
  return response;
}
