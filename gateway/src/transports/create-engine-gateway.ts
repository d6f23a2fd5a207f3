import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
  GatewayInterface,
} from '@apollo/server-gateway-interface';
import { GraphQLError, type GraphQLSchema, getVariableValues, OperationTypeNode } from 'graphql';
import { createGraphQLError } from '../errors.ts';
import type { EngineResult } from '../execution/engine.ts';
import type { Subscriptions } from '../subscriptions/create-subscriptions.ts';
import type { ServedSupergraph } from '../subscriptions/served-supergraph.ts';
import { SubscriptionError } from '../subscriptions/subscription-error.ts';
import type { HotSwap } from '../supergraph/hot-swap.ts';
import { FinalError } from './final-error.ts';
import type { OperationContext } from './operation-context.ts';

export interface EngineGatewayOptions {
  readonly supergraphs: HotSwap<ServedSupergraph>;
  readonly subscriptions: Subscriptions;
}

type RequestContext = GatewayGraphQLRequestContext<Record<string, unknown>>;

/**
 * Puts the engine behind Apollo Server's `gateway` option. An operation runs on the supergraph that it was validated
 * with; whoever calls Apollo Server holds a lease meanwhile.
 */
export function createEngineGateway({ supergraphs, subscriptions }: EngineGatewayOptions): GatewayInterface {
  const servedBySchema = new WeakMap<GraphQLSchema, ServedSupergraph>();

  async function run(requestContext: RequestContext): Promise<GatewayExecutionResult> {
    const { schema, document, operation, request } = requestContext;
    const served = servedBySchema.get(schema);
    if (!served) throw createGraphQLError('SUPERGRAPH_NOT_LOADED');
    // Apollo Server leaves it to the executor to say so, although its types say that there is an operation.
    if (!(operation as typeof operation | undefined)) return { errors: [describeUnknownOperation(request)] };
    const { coerced, errors } = getVariableValues(
      schema,
      operation.variableDefinitions ?? [],
      request.variables ?? {},
      { maxErrors: 50 },
    );
    if (errors) return { errors };
    const context = requestContext.context as unknown as OperationContext;
    const engineRequest = { variables: coerced, headers: context.headers, signal: context.signal };
    const operationName = request.operationName ?? undefined;
    if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
      if (!context.subscriber) throw createGraphQLError('SUBSCRIPTION_TRANSPORT_REQUIRED');
      context.subscriber.events = await subscriptions
        .open({
          ...engineRequest,
          schema,
          document,
          operationName,
          expiresAtMs: context.identity?.expiresAtMs,
          onTooSlow: context.subscriber.onTooSlow,
        })
        .catch((error: unknown) => {
          throw error instanceof SubscriptionError && error.errors[0]
            ? new FinalError(error.errors[0])
            : error;
        });
      return { data: {} };
    }
    const { engine } = served;
    if (!context.deferral) {
      return toExecutionResult(
        await engine.execute(await engine.prepare(document, operationName), engineRequest),
      );
    }
    const prepared = await engine.prepare(document, operationName, { isIncremental: true });
    const { initial, deferred } = await engine.executeIncrementally(prepared, engineRequest);
    if (deferred) context.deferral.parts = deferred;
    return toExecutionResult(initial);
  }

  return {
    onSchemaLoadOrUpdate: (callback) =>
      supergraphs.observe((served) => {
        servedBySchema.set(served.engine.apiSchema, served);
        callback({ apiSchema: served.engine.apiSchema, coreSupergraphSdl: served.sdl });
      }),
    load: async () => ({ executor: run }),
    stop: async () => undefined,
  };
}

function toExecutionResult({ errors, ...result }: EngineResult): GatewayExecutionResult {
  return errors?.length ? { ...result, errors: errors.map((error) => new FinalError(error)) } : result;
}

function describeUnknownOperation({ operationName }: RequestContext['request']): GraphQLError {
  return new GraphQLError(
    operationName
      ? `The document has no operation "${operationName}".`
      : 'The document has several operations: name the one to run.',
  );
}
