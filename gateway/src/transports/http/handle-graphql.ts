import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import { ServiceError } from '@headgate/service/define-errors.ts';
import type { Authenticate } from '../../auth/create-authenticate.ts';
import { nameCaller } from '../../auth/name-caller.ts';
import type { ResponseCache, RunOperation } from '../../caching/response-cache.ts';
import type { GatewayErrorCode } from '../../errors.ts';
import { checkNesting } from '../../limits/check-nesting.ts';
import type { GraphQLService } from '../graphql-service.ts';
import type { OperationContext } from '../operation-context.ts';
import { acceptsDeferredParts, chooseMediaType, chooseOperationErrorStatus } from './choose-media-type.ts';
import { readBody } from './read-body.ts';
import { readHeaders } from './read-headers.ts';
import { isPreflighted, readOperation } from './read-operation.ts';
import { sendError, sendErrors } from './send-errors.ts';
import { sendKeptAnswer } from './send-kept-answer.ts';

export interface HandleGraphQLOptions {
  readonly service: GraphQLService;
  readonly authenticate: Authenticate;
  readonly maxBodyBytes: number;
  /** How deep brackets may be nested in a document. */
  readonly maxNesting: number;
  /** After it what subgraphs still owe is given up: the client gets what there is. */
  readonly timeoutMs: number;
  /** Default: every operation is run. */
  readonly responseCache?: ResponseCache<HTTPGraphQLResponse> | undefined;
}

/** Answers one request of GraphQL over HTTP (https://graphql.github.io/graphql-over-http/draft/). */
export type HandleGraphQL = (
  request: IncomingMessage,
  response: ServerResponse,
  search: string,
) => Promise<void>;

export function createHandleGraphQL(options: HandleGraphQLOptions): HandleGraphQL {
  const { service, authenticate, maxBodyBytes, maxNesting, timeoutMs, responseCache } = options;
  return async (request, response, search) => {
    if (request.method !== 'GET' && request.method !== 'POST') {
      response.setHeader('allow', 'GET, POST');
      sendError(request, response, { code: 'METHOD_NOT_ALLOWED' });
      return;
    }
    using lease = service.enter();
    if (!lease) {
      response.setHeader('retry-after', '1');
      sendError(request, response, { code: 'SUPERGRAPH_NOT_LOADED' });
      return;
    }
    try {
      const body = request.method === 'POST' ? await readBody(request, maxBodyBytes) : undefined;
      const tooDeep = checkNesting(readQuery(body, search), maxNesting);
      if (tooDeep) {
        const status = chooseOperationErrorStatus(request.headers.accept);
        sendErrors(request, response, {
          status,
          errors: [{ message: tooDeep.message, extensions: { code: tooDeep.extensions['code'] } }],
        });
        return;
      }
      const headers = readHeaders(request.headers);
      const signal = abortWhenOver(response, timeoutMs);
      const isIncremental = acceptsDeferredParts(headers['accept']);
      const identifying = authenticate(headers['authorization']);
      const identity = await identifying.catch(() => undefined);
      const run: RunOperation<HTTPGraphQLResponse> = async (operation) => {
        // An operation that others wait for may outlive the request that began it.
        using _ = service.enter();
        return service.apollo.executeHTTPGraphQLRequest({
          httpGraphQLRequest: {
            method: request.method ?? 'POST',
            headers: new HeaderMap(Object.entries(headers)),
            search,
            body,
          },
          context: async (): Promise<OperationContext> => ({
            identity: await identifying,
            headers,
            ...operation,
            ...(isIncremental && { deferral: {} }),
          }),
        });
      };
      const mediaType = chooseMediaType(headers['accept']);
      const operation = isPreflighted(headers) ? readOperation(body, search) : undefined;
      if (!responseCache || !mediaType || !operation || isIncremental || identity === undefined) {
        await send(response, await run({ signal }));
        return;
      }
      const caller = identity && nameCaller(identity);
      const reply = await responseCache.respond({ ...operation, caller, headers, signal }, run);
      if (reply.kind === 'kept') {
        sendKeptAnswer(request, response, { ...reply, mediaType });
        return;
      }
      if (reply.cacheControl) reply.answer.headers.set('cache-control', reply.cacheControl);
      await send(response, reply.answer);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      sendError(request, response, { code: error.code as GatewayErrorCode, message: error.message });
    }
  };
}

/** Signals that the client has gone before it had its answer, or has waited long enough. */
function abortWhenOver(response: ServerResponse, timeoutMs: number): AbortSignal {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeoutMs);
  response.once('close', () => {
    clearTimeout(timer);
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

function readQuery(body: unknown, search: string): string {
  const query =
    body === undefined
      ? new URLSearchParams(search).get('query')
      : (body as { readonly query?: unknown } | null)?.query;
  return typeof query === 'string' ? query : '';
}

async function send(response: ServerResponse, { status, headers, body }: HTTPGraphQLResponse): Promise<void> {
  if (response.destroyed) return;
  for (const [name, value] of headers) response.setHeader(name, value);
  response.statusCode = status ?? 200;
  if (body.kind === 'complete') {
    response.end(body.string);
    return;
  }
  for await (const chunk of body.asyncIterator) {
    if (response.destroyed) return;
    response.write(chunk);
  }
  response.end();
}
