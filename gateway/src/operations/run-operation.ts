import type { GraphQLServerContext } from '@apollo/server';
import { type DocumentNode, type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import type { OperationEnd } from '../caching/policy/create-policy-collector.ts';
import type { DescribeAnswerPolicy } from '../caching/policy/describe-answer-policy.ts';
import type { EndedOperation, ValidOperation } from '../ports/ended-operation.ts';
import type { ServedSupergraph } from '../subscriptions/served-supergraph.ts';
import type { RunAnswer } from './answer.ts';
import { changeAnswer } from './change-answer.ts';
import { createReply } from './create-reply.ts';
import type { EngineOutcome } from './engine-outcome.ts';
import type { FormatError } from './errors/format-error.ts';
import { toGraphQLError } from './errors/format-errors.ts';
import { createFindOperation, type FindOperationOptions, type FoundOperation } from './find-operation.ts';
import type { CreateContext } from './graphql-service.ts';
import { observeAnswer } from './observe-answer.ts';
import type { OperationContext } from './operation-context.ts';
import type { OperationRequest } from './operation-request.ts';
import { createRequestContext } from './plugins/create-request-context.ts';
import { type Listeners, openListeners } from './plugins/open-listeners.ts';
import { shareCachePolicy } from './plugins/share-cache-policy.ts';
import type { Plugins } from './plugins/start-plugins.ts';
import { readClient } from './read-client.ts';
import { createUnresolvedOperation } from './validation/request-errors.ts';
import { registerSource } from './validation/resolve-source.ts';

export interface RunOperationOptions extends FindOperationOptions {
  /** Those that have started; undefined while there is no supergraph. */
  readonly plugins: () => Plugins | undefined;
  readonly service: Pick<GraphQLServerContext, 'logger' | 'cache'>;
  readonly execute: (prepared: PreparedRequest, context: OperationContext) => Promise<EngineOutcome>;
  readonly formatError: FormatError;
  /** Told of what became of each; those in parts when the last is there. Default: nobody wants to know. */
  readonly onEnd?: ((ended: EndedOperation) => void) | undefined;
  /** Says how an answer to a query ended to whom wants to keep it. */
  readonly describePolicy: DescribeAnswerPolicy['describe'];
}

/** What an operation came to, and which it was, as far as its document was understood. */
interface AnsweredOperation {
  readonly answer: RunAnswer;
  readonly operation: OperationDefinitionNode | undefined;
  readonly valid?: ValidOperation | undefined;
}

/** A request whose document is valid in the supergraph that it is run on. */
export interface PreparedRequest {
  readonly served: ServedSupergraph;
  readonly document: DocumentNode;
  readonly request: Pick<OperationRequest, 'operationName' | 'variables'>;
}

/** Runs one operation on a supergraph, which stays in service meanwhile. Never rejects for what the client sent. */
export type RunOperation = (
  served: ServedSupergraph,
  request: OperationRequest,
  createContext: CreateContext,
) => Promise<RunAnswer>;

/**
 * Creates what every operation goes through, whatever transport brings it: find its text, parse and validate it, run
 * it, answer. Plugins are told of each step as Apollo Server tells them; where there are none it costs nothing.
 */
export function createRunOperation(options: RunOperationOptions): RunOperation {
  const { persistedQueries, plugins, service, formatError, onEnd } = options;
  const { onRequest, onAnswer } = options.hooks ?? {};
  const findOperation = createFindOperation(options);

  async function run(
    served: ServedSupergraph,
    request: OperationRequest,
    context: OperationContext,
    listeners: Listeners | undefined,
  ): Promise<AnsweredOperation> {
    const reply = createReply(listeners, formatError);
    const found = await findOperation(served, request, { listeners, context });
    const { operation } = found;
    if (found.kind === 'refused') return { answer: await reply.refuse(found.errors), operation };
    const { document, source } = found;
    const valid = operation && { document, operation, schema: served.engine.apiSchema };
    if (source.persisted === 'register') void registerSource(source, persistedQueries);
    const instead = await listeners?.answerInstead();
    if (instead) reply.replace(instead);
    else {
      const endExecution = await listeners?.startExecution();
      try {
        const contextValue = listeners ? findContext(listeners, found, describe(found, served)) : context;
        const outcome = await options.execute({ served, document, request }, contextValue);
        if (outcome.kind === 'invalid' && !operation) throw createUnresolvedOperation(outcome.errors[0]);
        await reply.settle(outcome);
      } catch (thrown) {
        const error = toGraphQLError(thrown);
        await endExecution?.(thrown instanceof Error ? thrown : error);
        return { answer: await reply.refuse([error]), operation, valid };
      }
      await endExecution?.();
    }
    const answer = await reply.send();
    context.cachePolicy?.finish(describeEnd(answer, found, describe(found, served)));
    return { answer, operation, valid };
  }

  /** What is known of how long the answers of a document may be kept. */
  const describe =
    ({ document }: FoundOperation, { engine }: ServedSupergraph) =>
    (result: Parameters<DescribeAnswerPolicy['describe']>[0]) =>
      options.describePolicy(result, document, engine.apiSchema);

  async function runIn(
    served: ServedSupergraph,
    request: OperationRequest,
    context: OperationContext,
  ): Promise<AnsweredOperation> {
    const { list = [] } = plugins() ?? {};
    if (list.length === 0)
      return finish(await run(served, request, context, undefined), request, { context, onAnswer });
    const requestContext = createRequestContext(request, context, {
      schema: served.engine.apiSchema,
      service,
    });
    try {
      const answered = await run(served, request, context, await openListeners(list, requestContext));
      return await finish(answered, request, { context, onAnswer });
    } catch (thrown) {
      // What a plugin throws where it must not.
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      await Promise.all(
        list.map((plugin) => plugin.unexpectedErrorProcessingRequest?.({ requestContext, error })),
      );
      const answer = await createReply(undefined, formatError).refuse([toGraphQLError(error)]);
      return { answer, operation: requestContext.operation };
    }
  }

  return async (served, request, createContext) => {
    const startedMs = performance.now();
    let context: OperationContext;
    try {
      context = await createContext();
      if (onRequest) {
        const { query, operationName, variables, extensions } = request;
        await onRequest({ query, operationName, variables, extensions, context });
      }
    } catch (thrown) {
      const { list = [] } = plugins() ?? {};
      const error = toGraphQLError(thrown);
      await Promise.allSettled(list.map((plugin) => plugin.contextCreationDidFail?.({ error })));
      const answer = await createReply(undefined, formatError).refuse([error]);
      return tellEnd({ answer, operation: undefined }, { context: nobody, startedMs, onEnd, request });
    }
    return tellEnd(await runIn(served, request, context), { context, startedMs, onEnd, request });
  };
}

/** Lets hooks see and change the answer. */
async function finish(
  answered: AnsweredOperation,
  { operationName }: OperationRequest,
  {
    context,
    onAnswer,
  }: {
    readonly context: OperationContext;
    readonly onAnswer: NonNullable<FindOperationOptions['hooks']>['onAnswer'];
  },
): Promise<AnsweredOperation> {
  if (!onAnswer) return answered;
  const name = answered.operation?.name?.value ?? operationName;
  const answer = await changeAnswer(answered.answer, async (changeable) => {
    const event = { ...changeable, operationName: name, context };
    await onAnswer(event);
    return event;
  });
  return { ...answered, answer };
}

type DescribeResult = (result: Parameters<DescribeAnswerPolicy['describe']>[0]) => OperationEnd;

/** What plugins have made of it. */
function findContext(
  { context }: Listeners,
  { operation }: FoundOperation,
  describe: DescribeResult,
): OperationContext {
  if (operation?.operation !== OperationTypeNode.QUERY) return context.contextValue;
  return shareCachePolicy(context, describe({}));
}

function describeEnd(
  answer: RunAnswer,
  { operation }: FoundOperation,
  describe: DescribeResult,
): OperationEnd {
  if (answer.kind === 'refused') return { kind: 'refused' };
  if (answer.kind !== 'single' || operation?.operation !== OperationTypeNode.QUERY) return { kind: 'unfit' };
  return describe(answer.result);
}

/** Of whom nothing is known, since their context could not be created. */
const nobody = { headers: {}, identity: null };

/** Tells what became of an operation to whom wants to know. */
function tellEnd(
  { answer, operation, valid }: AnsweredOperation,
  {
    context,
    startedMs,
    onEnd,
    request,
  }: Pick<RunOperationOptions, 'onEnd'> & {
    readonly context: Pick<OperationContext, 'headers' | 'identity' | 'signedIn'>;
    readonly startedMs: number;
    readonly request: OperationRequest;
  },
): RunAnswer {
  if (!onEnd) return answer;
  return observeAnswer(answer, (codes) =>
    onEnd({
      type: operation?.operation,
      name: operation?.name?.value,
      client: readClient(context.headers),
      userId: context.identity?.userId,
      sessionId: context.signedIn?.id,
      codes,
      durationMs: performance.now() - startedMs,
      valid,
      variables: request.variables,
    }),
  );
}
