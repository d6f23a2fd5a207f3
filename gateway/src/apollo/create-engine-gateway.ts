import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
  GatewayInterface,
} from '@apollo/server-gateway-interface';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { createGraphQLError } from '../errors.ts';
import type { EngineOutcome } from '../operations/engine-outcome.ts';
import { FinalError } from '../operations/errors/final-error.ts';
import type { OperationContext } from '../operations/operation-context.ts';
import type { RunOperationOptions } from '../operations/run-operation.ts';
import type { ServedSupergraph } from '../subscriptions/served-supergraph.ts';
import type { HotSwap } from '../supergraph/hot-swap.ts';

export interface EngineGatewayOptions {
  readonly supergraphs: HotSwap<ServedSupergraph>;
  readonly execute: RunOperationOptions['execute'];
  /** What the engine is told of who asks. Default: the context value is just that. */
  readonly toContext?: (request: GatewayGraphQLRequestContext) => OperationContext;
  /** Stands around the run of each operation. Default: nothing does. */
  readonly around?: (
    request: GatewayGraphQLRequestContext,
    run: () => Promise<EngineOutcome>,
  ) => Promise<EngineOutcome>;
}

/**
 * Puts the engine behind Apollo Server's `gateway` option. An operation runs on the supergraph that it was validated
 * with. Apollo Server has no place for subscriptions, nor for parts of an answer: they are refused, and not deferred.
 */
export function createEngineGateway({
  supergraphs,
  execute,
  toContext = ({ context }) => context as unknown as OperationContext,
  around = (_request, run) => run(),
}: EngineGatewayOptions): GatewayInterface {
  const servedBySchema = new WeakMap<GraphQLSchema, ServedSupergraph>();
  return {
    onSchemaLoadOrUpdate: (callback) =>
      supergraphs.observe((served) => {
        servedBySchema.set(served.engine.apiSchema, served);
        callback({ apiSchema: served.engine.apiSchema, coreSupergraphSdl: served.sdl });
      }),
    load: async () => ({
      async executor(requestContext): Promise<GatewayExecutionResult> {
        const { schema, document, request } = requestContext;
        const served = servedBySchema.get(schema);
        if (!served) throw createGraphQLError('SUPERGRAPH_NOT_LOADED');
        using _ = supergraphs.lease();
        const prepared = { served, document: document as DocumentNode, request };
        const outcome = await around(requestContext, () => execute(prepared, toContext(requestContext)));
        if (outcome.kind === 'invalid') return { errors: outcome.errors };
        if (outcome.kind !== 'single') throw new TypeError(`Nobody takes an answer that is ${outcome.kind}.`);
        const { errors, ...others } = outcome.result;
        if (!errors?.length) return others as GatewayExecutionResult;
        return { ...others, errors: errors.map((error) => new FinalError(error)) } as GatewayExecutionResult;
      },
    }),
    stop: async () => undefined,
  };
}
