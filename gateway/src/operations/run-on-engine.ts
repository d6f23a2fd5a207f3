import { GraphQLError, getOperationAST, OperationTypeNode } from 'graphql';
import { nameCaller } from '../auth/name-caller.ts';
import type { CacheDebugEntry } from '../caching/entities/cache-debug-entry.ts';
import type { EntityCache } from '../caching/entities/entity-cache.ts';
import { createGraphQLError } from '../errors.ts';
import type { EngineRequest, EngineResult, SubgraphReplyDetails } from '../execution/engine.ts';
import { extendResult } from '../execution/writing/create-result.ts';
import type { Charge, DemandControl } from '../limits/cost/demand-control.ts';
import type { Subscriptions } from '../subscriptions/create-subscriptions.ts';
import { coerceVariables } from '../values/coerce-variables.ts';
import type { EngineOutcome } from './engine-outcome.ts';
import type { OperationContext } from './operation-context.ts';
import type { Hooks } from './plugins/compile-hooks.ts';
import type { PreparedRequest, RunOperationOptions } from './run-operation.ts';
import { readPlanWish, showQueryPlan } from './show-query-plan.ts';
import { subscribeOnEngine } from './subscribe-on-engine.ts';

export interface RunOnEngineOptions {
  readonly subscriptions: Subscriptions;
  /** Whether clients may see how their operations are planned. */
  readonly exposesPlans: boolean;
  /** Told of each plan. Default: nobody is. */
  readonly onPlan?: Hooks['onPlan'];
  /** What is kept of subgraphs' answers; nothing without it. */
  readonly entityCache: EntityCache | undefined;
  /** Whether clients may see what the entity cache does for them. */
  readonly showsCache: boolean;
  /** Knows what operations cost; nobody counts it without. */
  readonly demandControl: DemandControl | undefined;
  /** Whether clients may see what their operations cost. */
  readonly showsCost: boolean;
}

type RunPrepared = RunOperationOptions['execute'];

/** Runs operations whose document is valid: plans them, asks the subgraphs, or subscribes. */
export function createRunOnEngine(options: RunOnEngineOptions): RunPrepared {
  const { subscriptions, exposesPlans, entityCache, showsCache, demandControl, showsCost } = options;

  async function plan({ served, document, request }: PreparedRequest, context: OperationContext) {
    const access = await served.access?.decide(document, context);
    if (access?.isRestricted) context.cachePolicy?.add(restrictCaching(access));
    const planned = await served.engine.prepare(document, request.operationName, {
      isIncremental: context.takes?.parts ?? false,
      denials: access?.denials,
    });
    if (options.onPlan) {
      const { kind, operationName } = planned;
      const describe = () => served.engine.describePlan(planned);
      await options.onPlan({ kind, operationName, describe, context });
    }
    return planned;
  }

  async function execute(
    prepared: PreparedRequest,
    context: OperationContext,
    variables: Readonly<Record<string, unknown>>,
    charge: Charge | undefined,
  ): Promise<EngineOutcome> {
    const { served } = prepared;
    const { engine } = served;
    const { headers, identity, signal, cachePolicy, replyHeaders, deadlineMs } = context;
    const planned = await plan(prepared, context);
    const wish = exposesPlans ? readPlanWish(headers) : undefined;
    const shownPlan = wish && showQueryPlan(engine.describePlan(planned));
    if (wish === 'dry-run' && shownPlan)
      return { kind: 'single', result: { data: null, extensions: shownPlan } };
    const debug: CacheDebugEntry[] | undefined =
      entityCache && showsCache && headers['apollo-cache-debugging'] === 'true' ? [] : undefined;
    const engineRequest = {
      variables,
      headers,
      signal,
      deadlineMs,
      subgraphCache: entityCache?.open(served, {
        kind: planned.kind === 'mutation' ? 'mutation' : 'query',
        caller: identity && nameCaller(identity),
        headers,
        cachePolicy,
        debug,
      }),
      ...((cachePolicy || replyHeaders) && { onSubgraphReply: createTakeReply(context) }),
    };
    const cacheUse = debug && { apolloCacheDebugging: { version: '1.0', data: debug } };
    const reported = charge && showsCost && headers['headgate-expose-cost'] === 'true' ? charge : undefined;
    const show = (result: EngineResult) =>
      withExtensions(result, [shownPlan, cacheUse, reported && { cost: reported.report() }]);
    if (!context.takes?.parts) {
      const result = await engine.execute(planned, engineRequest);
      charge?.settle(result);
      return { kind: 'single', result: show(result) };
    }
    const { initial, pending = [], deferred } = await engine.executeIncrementally(planned, engineRequest);
    const result = show(initial);
    return deferred ? { kind: 'incremental', result, pending, parts: deferred } : { kind: 'single', result };
  }

  async function subscribe(
    prepared: PreparedRequest,
    context: OperationContext,
    variables: EngineRequest['variables'],
  ): Promise<EngineOutcome> {
    if (!context.takes?.events) throw createGraphQLError('SUBSCRIPTION_TRANSPORT_REQUIRED');
    // Subscriptions find the plan in the cache again.
    if (options.onPlan) await plan(prepared, context);
    return subscribeOnEngine(prepared, context, { subscriptions, variables });
  }

  return async (prepared, context) => {
    const { served, document, request } = prepared;
    const operation = getOperationAST(document, request.operationName);
    if (!operation) return { kind: 'invalid', errors: [describeUnknownOperation(request)] };
    const { coerced, errors } = coerceVariables(
      served.engine.apiSchema,
      operation.variableDefinitions ?? [],
      request.variables ?? {},
      { maxErrors: 50 },
    );
    if (errors) return { kind: 'invalid', errors: errors.map(toInputError) as [GraphQLError] };
    const charge =
      demandControl &&
      (await demandControl.admit({
        schema: served.engine.apiSchema,
        document,
        operation,
        variables: coerced,
        payer: { userId: context.identity?.userId, address: context.client?.address },
      }));
    if (context.client?.setHeader) charge?.writeHeaders(context.client.setHeader);
    return operation.operation === OperationTypeNode.SUBSCRIPTION
      ? subscribe(prepared, context, coerced)
      : execute(prepared, context, coerced, charge);
  };
}

/** Adds what was asked for beside an answer, if anything was. */
function withExtensions(result: EngineResult, shown: readonly (object | undefined)[]): EngineResult {
  return shown.some((each) => each)
    ? extendResult(result, { extensions: Object.assign({}, ...shown) })
    : result;
}

/** Takes what subgraphs say of their answers. */
function createTakeReply({ cachePolicy, replyHeaders }: OperationContext) {
  return (reply: SubgraphReplyDetails): void => {
    const hasCookie = replyHeaders?.add(reply) ?? false;
    // An answer that came with a cookie is not for others.
    cachePolicy?.add(hasCookie ? { ...reply, headers: { 'cache-control': 'no-store' } } : reply);
  };
}

/** What not everybody may see is kept for one caller alone, by the access token, which may not be all it depends on. */
function restrictCaching({ isVolatile }: { readonly isVolatile: boolean }) {
  const policy = isVolatile ? 'no-store' : 'private, max-age=31536000';
  return { subgraph: '', headers: { 'cache-control': policy } };
}

function toInputError(error: GraphQLError): GraphQLError {
  error.extensions['code'] = 'BAD_USER_INPUT';
  return error;
}

function describeUnknownOperation({ operationName }: PreparedRequest['request']): GraphQLError {
  return new GraphQLError(
    operationName
      ? `The document has no operation "${operationName}".`
      : 'The document has several operations: name the one to run.',
  );
}
