import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
  GatewayInterface,
} from '@apollo/server-gateway-interface';
import { GraphQLError, type GraphQLSchema, getVariableValues, OperationTypeNode } from 'graphql';
import { nameCaller } from '../auth/name-caller.ts';
import type { CacheDebugEntry } from '../caching/cache-debug-entry.ts';
import type { EntityCache } from '../caching/entity-cache.ts';
import { createGraphQLError } from '../errors.ts';
import type { EngineResult, SubgraphReplyDetails } from '../execution/engine.ts';
import type { Subscriptions } from '../subscriptions/create-subscriptions.ts';
import type { ServedSupergraph } from '../subscriptions/served-supergraph.ts';
import { SubscriptionError } from '../subscriptions/subscription-error.ts';
import type { HotSwap } from '../supergraph/hot-swap.ts';
import { FinalError } from './final-error.ts';
import type { OperationContext } from './operation-context.ts';
import { type PlanWish, readPlanWish, showQueryPlan } from './show-query-plan.ts';

export interface EngineGatewayOptions {
  readonly supergraphs: HotSwap<ServedSupergraph>;
  readonly subscriptions: Subscriptions;
  /** Whether clients may see how their operations are planned. */
  readonly exposesPlans: boolean;
  /** What is kept of subgraphs' answers; nothing without it. */
  readonly entityCache: EntityCache | undefined;
  /** Whether clients may see what the entity cache does for them. */
  readonly showsCache: boolean;
}

type RequestContext = GatewayGraphQLRequestContext<Record<string, unknown>>;
type Variables = Readonly<Record<string, unknown>>;

/**
 * Puts the engine behind Apollo Server's `gateway` option. An operation runs on the supergraph that it was validated
 * with; whoever calls Apollo Server holds a lease meanwhile.
 */
export function createEngineGateway({
  supergraphs,
  subscriptions,
  exposesPlans,
  entityCache,
  showsCache,
}: EngineGatewayOptions): GatewayInterface {
  const servedBySchema = new WeakMap<GraphQLSchema, ServedSupergraph>();

  async function run(requestContext: RequestContext): Promise<GatewayExecutionResult> {
    const { schema, operation, request } = requestContext;
    // Apollo Server leaves it to the executor to say so, although its types say that there is an operation.
    if (!(operation as typeof operation | undefined)) return { errors: [describeUnknownOperation(request)] };
    const { coerced: variables, errors } = getVariableValues(
      schema,
      operation.variableDefinitions ?? [],
      request.variables ?? {},
      { maxErrors: 50 },
    );
    if (errors) return { errors };
    if (wishOf(requestContext) === 'dry-run') {
      const { engine, operation: planned } = await prepare(requestContext);
      return { data: null, extensions: showQueryPlan(engine.describePlan(planned)) };
    }
    return operation.operation === OperationTypeNode.SUBSCRIPTION
      ? subscribe(requestContext, variables)
      : execute(requestContext, variables);
  }

  async function prepare(requestContext: RequestContext) {
    const { schema, document, request } = requestContext;
    const served = servedBySchema.get(schema);
    if (!served) throw createGraphQLError('SUPERGRAPH_NOT_LOADED');
    const { engine } = served;
    const context = readContext(requestContext);
    const isIncremental = context.deferral !== undefined;
    const operationName = request.operationName ?? undefined;
    const access = await served.access?.decide(document, context);
    if (access?.isRestricted) context.cachePolicy?.add(restrictCaching(access));
    const options = { isIncremental, denials: access?.denials };
    return { served, engine, operation: await engine.prepare(document, operationName, options) };
  }

  function wishOf(requestContext: RequestContext): PlanWish | undefined {
    return exposesPlans ? readPlanWish(readContext(requestContext).headers) : undefined;
  }

  async function execute(
    requestContext: RequestContext,
    variables: Variables,
  ): Promise<GatewayExecutionResult> {
    const { served, engine, operation } = await prepare(requestContext);
    const context = readContext(requestContext);
    const { headers, identity, signal, deferral, trail, cachePolicy, replyHeaders, deadlineMs } = context;
    const debug: CacheDebugEntry[] | undefined =
      entityCache && showsCache && headers['apollo-cache-debugging'] === 'true' ? [] : undefined;
    const engineRequest = {
      variables,
      headers,
      signal,
      deadlineMs,
      subgraphCache: entityCache?.open(served, {
        kind: operation.kind === 'mutation' ? 'mutation' : 'query',
        caller: identity && nameCaller(identity),
        headers,
        cachePolicy,
        debug,
      }),
      ...((cachePolicy || replyHeaders) && {
        onSubgraphReply(reply: SubgraphReplyDetails) {
          const hasCookie = replyHeaders?.add(reply) ?? false;
          // An answer that came with a cookie is not for others.
          cachePolicy?.add(hasCookie ? { ...reply, headers: { 'cache-control': 'no-store' } } : reply);
        },
      }),
    };
    const plan = wishOf(requestContext) && showQueryPlan(engine.describePlan(operation));
    const cacheUse = debug && { apolloCacheDebugging: { version: '1.0', data: debug } };
    const shown = (plan ?? cacheUse) && { extensions: { ...plan, ...cacheUse } };
    if (!deferral) {
      const answer = await engine.execute(operation, engineRequest);
      if (trail) trail.result = answer;
      return toExecutionResult(shown ? { ...answer, ...shown } : answer);
    }
    const result = await engine.executeIncrementally(operation, engineRequest);
    if (result.deferred) deferral.parts = result.deferred;
    return toExecutionResult({ ...result.initial, ...shown });
  }

  async function subscribe(
    requestContext: RequestContext,
    variables: Variables,
  ): Promise<GatewayExecutionResult> {
    const { schema, document, request } = requestContext;
    const { headers, identity, subscriber } = readContext(requestContext);
    if (!subscriber) throw createGraphQLError('SUBSCRIPTION_TRANSPORT_REQUIRED');
    const operationName = request.operationName ?? undefined;
    const caller = identity ? nameCaller(identity) : undefined;
    const expiresAtMs = identity?.expiresAtMs;
    try {
      const asking = { identity, headers };
      const operation = { schema, document, operationName, variables, headers, asking };
      subscriber.subscription = await subscriptions.prepare({ ...operation, caller, expiresAtMs });
    } catch (error) {
      if (error instanceof SubscriptionError && error.errors[0]) throw new FinalError(error.errors[0]);
      throw error;
    }
    return { data: {} };
  }

  return {
    onSchemaLoadOrUpdate: (callback) =>
      supergraphs.observe((served) => {
        servedBySchema.set(served.engine.apiSchema, served);
        entityCache?.study(served);
        callback({ apiSchema: served.engine.apiSchema, coreSupergraphSdl: served.sdl });
      }),
    load: async () => ({ executor: run }),
    stop: async () => undefined,
  };
}

function readContext({ context }: RequestContext): OperationContext {
  return context as unknown as OperationContext;
}

/** What not everybody may see is kept for one caller alone, by the access token, which may not be all it depends on. */
function restrictCaching({ isVolatile }: { readonly isVolatile: boolean }) {
  const policy = isVolatile ? 'no-store' : 'private, max-age=31536000';
  return { subgraph: '', headers: { 'cache-control': policy } };
}

function toExecutionResult(result: EngineResult): GatewayExecutionResult {
  const { errors, ...others } = result;
  if (errors?.length) return { ...others, errors: errors.map((error) => new FinalError(error)) };
  return result as GatewayExecutionResult;
}

function describeUnknownOperation({ operationName }: RequestContext['request']): GraphQLError {
  return new GraphQLError(
    operationName
      ? `The document has no operation "${operationName}".`
      : 'The document has several operations: name the one to run.',
  );
}
