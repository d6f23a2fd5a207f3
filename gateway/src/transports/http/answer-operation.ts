import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import type { Authenticate } from '../../auth/create-authenticate.ts';
import { nameCaller } from '../../auth/name-caller.ts';
import type { OperationMembers } from '../../caching/identify-operation.ts';
import type { ResponseCache, RunOperation } from '../../caching/response-cache.ts';
import { createReplyHeaders, type ResponseHeaderRule } from '../create-reply-headers.ts';
import type { GraphQLService } from '../graphql-service.ts';
import type { AnswerTrail, OperationContext } from '../operation-context.ts';
import { answerWithStream } from './answer-with-stream.ts';
import { acceptsDeferredParts, chooseMediaType } from './choose-media-type.ts';
import { chooseStreamFormat } from './choose-stream-format.ts';
import { isPreflighted } from './read-operation.ts';
import { releaseAnswer } from './release-answer.ts';
import { sendKeptAnswer } from './send-kept-answer.ts';
import type { StreamOptions } from './stream-subscription.ts';

const maxJoinedLength = 16 * 1024;

export interface AnswerOperationOptions {
  readonly service: GraphQLService;
  readonly authenticate: Authenticate;
  /** Default: every operation is run. */
  readonly responseCache?: ResponseCache<HTTPGraphQLResponse> | undefined;
  /** Which headers of subgraphs the client gets. */
  readonly responseHeaders: readonly ResponseHeaderRule[];
  /** How subscriptions are served over HTTP. */
  readonly streams: StreamOptions;
}

/** A request that has been read. */
export interface ReadRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly search: string;
  /** Undefined for GET. */
  readonly body: unknown;
  /** What it asks for; undefined when there is something wrong with it, which Apollo Server then says. */
  readonly operation: OperationMembers | undefined;
  /** Opens the signal that is aborted when the client has gone, or has waited long enough. It costs something. */
  readonly openSignal: () => AbortSignal;
  /** In milliseconds since 1970. */
  readonly deadlineMs: number;
}

/** Answers an operation from the cache, or by Apollo Server. */
export async function answerOperation(
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse },
  read: ReadRequest,
  options: AnswerOperationOptions,
): Promise<void> {
  const { request, response } = exchange;
  const { headers, search, body, operation, deadlineMs } = read;
  const { service, authenticate, responseCache } = options;
  const format = chooseStreamFormat(headers['accept']);
  if (format) {
    await answerWithStream(exchange, read, { ...options, format });
    return;
  }
  const isIncremental = acceptsDeferredParts(headers['accept']);
  const identifying = authenticate(headers['authorization']);
  const identity = await identifying.catch(() => undefined);
  const replyHeaders =
    options.responseHeaders.length > 0 ? createReplyHeaders(options.responseHeaders) : undefined;
  let last: { readonly answer: HTTPGraphQLResponse; readonly trail: AnswerTrail } | undefined;
  const run: RunOperation<HTTPGraphQLResponse> = async (context) => {
    // An operation that others wait for may outlive the request that began it.
    using _ = service.enter();
    const trail: AnswerTrail = {};
    const answer = await service.apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method ?? 'POST',
        headers: new HeaderMap(Object.entries(headers)),
        search,
        body,
      },
      context: async (): Promise<OperationContext> => ({
        identity: await identifying,
        headers,
        ...context,
        ...(replyHeaders && { replyHeaders }),
        ...(isIncremental ? { deferral: {} } : { trail }),
      }),
    });
    last = { answer, trail };
    return answer;
  };
  async function sendOwn(answer: HTTPGraphQLResponse): Promise<void> {
    await send(response, answer);
    if (last?.answer === answer) releaseAnswer(answer, last.trail);
  }

  const mediaType = chooseMediaType(headers['accept']);
  const isCacheable = operation && mediaType && isPreflighted(headers) && !isIncremental;
  if (!responseCache || !isCacheable || identity === undefined) {
    const answer = await run({ signal: read.openSignal(), deadlineMs });
    replyHeaders?.writeTo(response);
    await sendOwn(answer);
    return;
  }
  const caller = identity && nameCaller(identity);
  const reply = await responseCache.respond(
    {
      ...operation,
      caller,
      rights: service.classOf(identity),
      headers,
      openSignal: read.openSignal,
      deadlineMs,
    },
    run,
  );
  replyHeaders?.writeTo(response);
  if (reply.kind === 'kept') {
    sendKeptAnswer(request, response, { ...reply, mediaType });
    return;
  }
  if (reply.cacheControl) reply.answer.headers.set('cache-control', reply.cacheControl);
  await sendOwn(reply.answer);
}

async function send(response: ServerResponse, { status, headers, body }: HTTPGraphQLResponse): Promise<void> {
  if (response.destroyed) return;
  for (const [name, value] of headers) response.setHeader(name, value);
  response.statusCode = status ?? 200;
  if (body.kind === 'complete') {
    // A short string leaves together with the headers; a long one is quicker as bytes.
    response.end(body.string.length > maxJoinedLength ? Buffer.from(body.string) : body.string);
    return;
  }
  for await (const chunk of body.asyncIterator) {
    if (response.destroyed) return;
    response.write(chunk);
  }
  response.end();
}
