import { createHash } from 'node:crypto';
import { InMemoryLRUCache } from '@apollo/utils.keyvaluecache';
import { createDescribeAnswerPolicy } from '../../caching/policy/describe-answer-policy.ts';
import { createSubgraphSettingsOf } from '../../config/subgraph-settings.ts';
import { createGraphQLError } from '../../errors.ts';
import { createFormatError } from '../../operations/errors/format-error.ts';
import { createObserveKept } from '../../operations/observe-kept.ts';
import { createRunOnEngine } from '../../operations/run-on-engine.ts';
import { createRunOperation } from '../../operations/run-operation.ts';
import { createDocumentStore } from '../../operations/validation/create-document-store.ts';
import { listValidationRules } from '../../operations/validation/list-validation-rules.ts';
import type { ServedSupergraph } from '../../subscriptions/served-supergraph.ts';
import { createHotSwap } from '../../supergraph/hot-swap.ts';
import { traceBatched } from '../../telemetry/trace-batched.ts';
import { traceSteps } from '../../telemetry/trace-steps.ts';
import { createOpenEngine } from './create-open-engine.ts';
import type { GraphQLServiceOptions, RunningGraphQLService } from './graphql-service-options.ts';
import { holdApolloPlugins } from './hold-apollo-plugins.ts';
import { openServed } from './open-served.ts';
import { openSubscriptions } from './open-subscriptions.ts';

/** How many of the operations used most are planned before a new supergraph takes over. */
const maxWarmUp = 100;

/** Starts an engine for each supergraph, and the path of operations to it. */
export async function startEngineService(options: GraphQLServiceOptions): Promise<RunningGraphQLService> {
  const { config, source, onSupergraph, hooks, logger } = options;
  const settingsOf = createSubgraphSettingsOf(config.settings.subgraphs);
  await using cleanup = new AsyncDisposableStack();
  const supergraphs = cleanup.use(
    createHotSwap<ServedSupergraph>({
      onDisposeError: (error) => logger.error({ err: error }, 'disposing of a replaced supergraph failed'),
    }),
  );
  const subscriptions = openSubscriptions(options, { supergraphs, settingsOf }, cleanup);
  const service = { logger, cache: new InMemoryLRUCache<string>() };
  const answerPolicies = createDescribeAnswerPolicy();
  const plugins = cleanup.use(holdApolloPlugins(options, service));
  const documents = createDocumentStore({
    maxTokens: config.limits.maxTokens,
    rules: listValidationRules(config),
  });
  const finding = {
    documents: {
      ...documents,
      read: (...of: Parameters<typeof documents.read>) =>
        traceSteps.step('resolve', () => documents.read(...of)),
    },
    persistedQueries: options.persistedQueries,
    onOperation: options.onOperation,
  };
  const observeKept = createObserveKept(finding, options.onOperationEnd);
  const runOperation = createRunOperation({
    ...finding,
    plugins: () => plugins.current,
    service,
    hooks,
    execute: createRunOnEngine({
      onPlan: hooks.onPlan,
      subscriptions,
      exposesPlans: config.queryPlans,
      entityCache: options.entityCache,
      showsCache: options.showsCache,
      demandControl: options.demandControl,
      showsCost: options.showsCost,
    }),
    formatError: createFormatError(logger),
    onEnd: options.onOperationEnd,
    describePolicy: answerPolicies.describe,
  });
  const openEngine = createOpenEngine(options, settingsOf);
  let supergraphId: string | undefined;
  cleanup.use(
    await source.start(async (supergraphSdl) => {
      const engine = await openEngine(supergraphSdl, supergraphs.current?.engine.mostUsed(maxWarmUp) ?? []);
      const served = openServed(engine, supergraphSdl, options);
      const { subgraphUrls: subgraphs, document } = served;
      await hooks.onSupergraph?.({ sdl: supergraphSdl, schema: engine.apiSchema, subgraphs });
      options.entityCache?.study(served);
      options.demandControl?.study(engine.apiSchema, document);
      answerPolicies.study(engine.apiSchema, document);
      await plugins.offer(engine.apiSchema, supergraphSdl);
      supergraphs.replace(served);
      logger.info({ subgraphs: [...subgraphs.keys()] }, 'supergraph loaded');
      supergraphId = createHash('sha256').update(supergraphSdl).digest('base64url');
      onSupergraph(engine);
    }),
  );
  const running = cleanup.move();
  return {
    async run(request, createContext) {
      using lease = supergraphs.lease();
      if (!lease) throw createGraphQLError('SUPERGRAPH_NOT_LOADED');
      const run = () => runOperation(lease.value, request, createContext);
      return request.isBatched ? await traceBatched(run) : await run();
    },
    observeKept(kept) {
      const schema = supergraphs.current?.engine.apiSchema;
      if (schema) void observeKept(schema, kept);
    },
    enter: () => supergraphs.lease(),
    get supergraphId() {
      return supergraphId;
    },
    get landingPage() {
      return plugins.current?.landingPage;
    },
    classOf: (identity) => supergraphs.current?.access?.classOf(identity),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
