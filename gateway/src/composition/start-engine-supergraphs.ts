import type { Logger } from '@headgate/service/create-logger.ts';
import { createGraphQLError } from '../errors.ts';
import { createEngine } from '../execution/create-engine.ts';
import type { CreateEngineOptions } from '../execution/engine-options.ts';
import { createRunOnEngine } from '../operations/run-on-engine.ts';
import type { RunOperationOptions } from '../operations/run-operation.ts';
import type { EvaluatePolicies } from '../ports/evaluate-policies.ts';
import type { ServedSupergraph } from '../subscriptions/served-supergraph.ts';
import { createHotSwap, type HotSwap } from '../supergraph/hot-swap.ts';
import type { OfferSupergraph } from '../supergraph/supergraph-source.ts';
import { traceSteps } from '../telemetry/trace-steps.ts';
import { openAccess } from './open-access.ts';

export interface EngineSupergraphsOptions {
  readonly engine: Omit<CreateEngineOptions, 'supergraphSdl' | 'warmUp'>;
  readonly evaluatePolicies: EvaluatePolicies | undefined;
  /** Whether anything tells who asks. */
  readonly identifies: boolean;
  readonly logger: Logger;
}

/** Supergraphs with an engine each, one after the other, for whoever has operations that are parsed and valid. */
export interface EngineSupergraphs extends AsyncDisposable {
  readonly served: HotSwap<ServedSupergraph>;
  readonly offer: OfferSupergraph;
  readonly execute: RunOperationOptions['execute'];
}

/** How many of the operations used most are planned before a new supergraph takes over. */
const maxWarmUp = 100;

export function startEngineSupergraphs(options: EngineSupergraphsOptions): EngineSupergraphs {
  const { engine: engineOptions, evaluatePolicies, identifies, logger } = options;
  const served = createHotSwap<ServedSupergraph>({
    onDisposeError: (error) => logger.error({ err: error }, 'disposing of a replaced supergraph failed'),
  });
  return {
    served,
    async offer(supergraphSdl) {
      const warmUp = served.current?.engine.mostUsed(maxWarmUp) ?? [];
      const engine = await createEngine({ ...engineOptions, traces: traceSteps, supergraphSdl, warmUp });
      served.replace({
        sdl: supergraphSdl,
        document: engine.supergraph.document,
        engine,
        access: openAccess({
          supergraph: engine.supergraph.document,
          schema: engine.apiSchema,
          policiesClaim: undefined,
          identifies,
          evaluatePolicies,
          logger,
        }),
        subgraphUrls: new Map(engine.supergraph.subgraphs.map(({ name, url }) => [name, url])),
        [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
      });
    },
    execute: createRunOnEngine({
      subscriptions: {
        prepare: () => Promise.reject(createGraphQLError('SUBSCRIPTION_NOT_SUPPORTED')),
      },
      exposesPlans: false,
      entityCache: undefined,
      showsCache: false,
      demandControl: undefined,
      showsCost: false,
    }),
    [Symbol.asyncDispose]: () => served[Symbol.asyncDispose](),
  };
}
