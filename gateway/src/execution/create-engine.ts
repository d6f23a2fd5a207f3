import { gatewayErrors } from '../errors.ts';
import { createPlanner } from '../planning/create-planner.ts';
import { createPlanningContext } from '../planning/create-planning-context.ts';
import { createPercentOverrides } from '../planning/decide-overrides.ts';
import { createPlanCache } from '../planning/plans/plan-cache.ts';
import { noTraces } from '../ports/trace-steps.ts';
import { buildSupergraph } from '../supergraph/build-supergraph.ts';
import { createBindings } from './create-bindings.ts';
import { createPlanContext, listHeaderRules } from './create-plan-context.ts';
import type { Engine, EngineRequest, EngineResult, PreparedOperation } from './engine.ts';
import { createEngineCounters, type EngineCounters } from './engine-counters.ts';
import { type CreateEngineOptions, type EngineTraffic, everything } from './engine-options.ts';
import { executeEvent } from './execute-event.ts';
import { executeIncrementally, executeOperation } from './execute-operation.ts';
import { createHttpSender } from './http-client/create-http-sender.ts';
import { type CompiledOperation, prepareOperation } from './prepare-operation.ts';
import { createOperationSharing } from './sharing/create-operation-sharing.ts';
import { createIsTelling } from './subgraph-client/create-select-headers.ts';
import { withSignal } from './subgraph-client/with-signal.ts';
import { warmUp } from './warm-up.ts';

/** As much as planning 100 fields takes, whatever the supergraph. */
const planningBounds = { maxPaths: 128, maxPlans: 256 };

/**
 * Creates the engine of one supergraph.
 * @throws ServiceError `SUPERGRAPH_INVALID`
 */
export async function createEngine(options: CreateEngineOptions): Promise<Engine> {
  const supergraph = buildSupergraph(options.supergraphSdl);
  const planning = createPlanningContext(supergraph, planningBounds);
  const { counters = createEngineCounters(), traces = noTraces } = options;
  const traffic = { ...everything, ...options.traffic };
  const headerRules = listHeaderRules(options, supergraph);
  await using cleanup = new AsyncDisposableStack();
  const send = options.send
    ? withSignal(options.send)
    : cleanup.use(openSender(options, traffic, counters)).send;
  const context = createPlanContext(options, { supergraph, planning, traffic, headerRules, send, counters });
  const { isOverrideActive } = options;
  const drawOverrides = isOverrideActive ? () => isOverrideActive : createPercentOverrides(Math.random);
  const plans = createPlanCache<CompiledOperation>({
    maxBytes: options.planCacheMaxBytes ?? 64 * 1024 * 1024,
    sizeOf: ({ sizeBytes }) => sizeBytes,
  });
  const planner = createPlanner({
    sdl: options.supergraphSdl,
    context: planning,
    maxFieldsInline: options.planning?.maxFieldsInline ?? 100,
    timeoutMs: options.planning?.timeoutMs ?? 10_000,
    store: options.planning?.store,
    onPlanMade: () => {
      counters.plansMade += 1;
    },
  });
  const execute = traffic.shareOperations
    ? createOperationSharing(executeOperation, { counters, isTelling: createIsTelling(headerRules) })
    : executeOperation;
  const admit = traffic.cancelFetches ? (request: EngineRequest) => request : withoutSignal;
  const bindings = createBindings(supergraph.apiSchema);

  function startOf(operation: PreparedOperation, request: EngineRequest) {
    const { compiled, lifted } = bindings.find(operation);
    const variables = lifted.bind(request.variables);
    return {
      compiled,
      request: admit(variables === request.variables ? request : { ...request, variables }),
    };
  }

  const prepare: Engine['prepare'] = async (
    document,
    operationName,
    { isIncremental = false, denials } = {},
  ) => {
    const isActive = drawOverrides();
    const overrides = new Map(planning.overrideLabels.map((label) => [label, isActive(label)]));
    const variant = [isIncremental, ...overrides.values()].map(Number).join('');
    const key = { operationName, variant: denials ? `${variant} ${denials.key}` : variant };
    counters.planLookups += 1;
    const lifted = bindings.lift(document);
    const operation = await plans.find(lifted.document, key, () => {
      counters.planMisses += 1;
      return traces.step('plan', () =>
        prepareOperation(document, operationName, {
          lifted,
          supergraph,
          planner,
          context,
          overrides,
          isIncremental,
          denials,
        }),
      );
    });
    return bindings.bind(document, operation);
  };

  await warmUp(options.warmUp ?? [], supergraph.apiSchema, prepare);
  const running = cleanup.move();

  return {
    apiSchema: supergraph.apiSchema,
    supergraph,
    prepare,
    mostUsed: (limit) => plans.mostUsed(limit).map(({ prepared }) => prepared),
    describePlan: (operation) => bindings.find(operation).compiled.describePlan(),
    execute(operation, request) {
      const { compiled, ...start } = startOf(operation, request);
      return execute(compiled, start);
    },
    async executeIncrementally(operation, request) {
      const nullCondition = bindings.find(operation).lifted.findNullCondition(request.variables);
      if (nullCondition !== undefined)
        return { initial: refuseNullCondition(nullCondition), deferred: undefined };
      const { compiled, ...start } = startOf(operation, request);
      return executeIncrementally(compiled, start);
    },
    executeEvent(operation, event, request) {
      const { compiled, ...start } = startOf(operation, request);
      return executeEvent(compiled, event, { ...context, ...start });
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([running.disposeAsync(), planner[Symbol.asyncDispose]()]);
    },
  };
}

function openSender(
  { http2Of }: CreateEngineOptions,
  { keepAlive }: EngineTraffic,
  counters: EngineCounters,
) {
  const onConnect = () => {
    counters.connectionsOpened += 1;
  };
  return createHttpSender({ keepAlive, onConnect, ...(http2Of && { http2Of }) });
}

function withoutSignal({ signal: _, ...request }: EngineRequest): EngineRequest {
  return request;
}

function refuseNullCondition(variable: string): EngineResult {
  const { code, message } = gatewayErrors.create('BAD_USER_INPUT', {
    message: `Variable "$${variable}" is null, where "if" of "@defer" expects true or false.`,
  });
  return { data: null, errors: [{ message, extensions: { code } }] };
}
