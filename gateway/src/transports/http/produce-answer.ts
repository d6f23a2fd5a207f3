import type { Authenticate } from '../../auth/create-authenticate.ts';
import { nameCaller } from '../../auth/name-caller.ts';
import type { ResponseCache, RunOperation } from '../../caching/answers/response-cache.ts';
import type { AdmittedOperation } from '../../operations/admission/admit-operation.ts';
import type { Answer, RunAnswer } from '../../operations/answer.ts';
import {
  createReplyHeaders,
  type ReplyHeaders,
  type ResponseHeaderRule,
} from '../../operations/create-reply-headers.ts';
import type { GraphQLService } from '../../operations/graphql-service.ts';
import type { ClientSide, OperationContext } from '../../operations/operation-context.ts';
import type { SignedIn } from '../../ports/signed-in.ts';
import { HeaderMap } from '../../values/header-map.ts';

export interface ProduceAnswerOptions {
  readonly service: GraphQLService;
  readonly authenticate: Authenticate;
  /** Default: every operation is run. */
  readonly responseCache?: ResponseCache<RunAnswer> | undefined;
  /** Which headers of subgraphs the client gets. */
  readonly responseHeaders: readonly ResponseHeaderRule[];
}

/** An operation that may be run, and how its answer is wanted. */
export interface AskedOperation {
  readonly operation: AdmittedOperation;
  readonly isPost: boolean;
  /** Whether it came with others. */
  readonly isBatched?: boolean;
  readonly headers: Readonly<Record<string, string>>;
  /** Whose token is among the headers, where it is renewed. */
  readonly signedIn: SignedIn | undefined;
  /** Of the whole answer; undefined when the client takes no JSON. */
  readonly mediaType: string | undefined;
  /** What the client takes beside a single answer, and the operation may have. */
  readonly takes: NonNullable<OperationContext['takes']>;
  /** Opens the signal that is aborted when the client has gone, or has waited long enough. It costs something. */
  readonly openSignal: () => AbortSignal;
  /** In milliseconds since 1970. */
  readonly deadlineMs: number;
  /** Present where somebody counts what clients spend. */
  readonly client: ClientSide | undefined;
  /** Takes what subgraphs have for the client. Default: one of its own. */
  readonly replyHeaders?: ReplyHeaders | undefined;
}

/** An answer to be sent, with the headers that subgraphs have for the client. */
export interface ProducedAnswer {
  readonly answer: Answer;
  readonly replyHeaders: ReplyHeaders | undefined;
}

/** Gets the answer to an operation from the cache, or by running it. */
export async function produceAnswer(
  asked: AskedOperation,
  { service, authenticate, responseCache, responseHeaders }: ProduceAnswerOptions,
): Promise<ProducedAnswer> {
  const { operation, headers, mediaType, takes, deadlineMs, client } = asked;
  const startedMs = performance.now();
  let isRun = false;
  const identifying = authenticate({ headers });
  const identity = await identifying.catch(() => undefined);
  const { replyHeaders = createReplyHeaders(responseHeaders) } = asked;
  const request = {
    ...operation,
    isReadOnly: !asked.isPost,
    isBatched: asked.isBatched ?? false,
    http: () => describeRequest(asked),
  };
  const run: RunOperation<RunAnswer> = (context) => {
    isRun = true;
    return service.run(request, async () => ({
      ...context,
      identity: await identifying,
      headers,
      takes,
      client,
      signedIn: asked.signedIn,
      replyHeaders,
    }));
  };

  const isWhole = !takes.parts && !takes.events;
  if (!responseCache || !mediaType || !isWhole || identity === undefined) {
    return { answer: await run({ signal: asked.openSignal(), deadlineMs }), replyHeaders };
  }
  const reply = await responseCache.respond(
    {
      ...operation,
      caller: identity && nameCaller(identity),
      rights: service.classOf(identity),
      headers,
      openSignal: asked.openSignal,
      deadlineMs,
    },
    run,
  );
  if (reply.kind === 'kept') {
    if (!isRun) service.observeKept({ ...operation, headers, startedMs });
    return { answer: reply, replyHeaders };
  }
  const { answer, cacheControl } = reply;
  if (!cacheControl) return { answer, replyHeaders };
  return {
    answer: { ...answer, headers: { ...answer.headers, 'cache-control': cacheControl } },
    replyHeaders,
  };
}

/** A request as Apollo Server's plugins know it. */
function describeRequest({ operation, isPost, headers }: AskedOperation) {
  return {
    method: isPost ? 'POST' : 'GET',
    headers: new HeaderMap(Object.entries(headers)),
    search: '',
    body: isPost ? operation : undefined,
  };
}
