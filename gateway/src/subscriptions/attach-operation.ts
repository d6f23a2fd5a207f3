import { type DocumentNode, type GraphQLSchema, validate } from 'graphql';
import type { EngineRequest, EngineResult, SubscriptionSource } from '../execution/engine.ts';
import type { HotSwap } from '../supergraph/hot-swap.ts';
import type { ServedSupergraph } from './served-supergraph.ts';
import { createSubscriptionError } from './subscription-error.ts';

export interface OperationToAttach {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  /** The schema that the document was validated with. */
  readonly schema: GraphQLSchema;
}

/** A subscription as one supergraph runs it. The supergraph stays in service until its last event is done. */
export interface Attachment {
  readonly served: ServedSupergraph;
  readonly source: SubscriptionSource & { readonly url: string };
  /** Resolves the rest of the plan for one event. */
  complete(event: EngineResult, request: EngineRequest): Promise<EngineResult>;
  /** Whether the subgraph is asked for the very same events. */
  hasSourceOf(other: Attachment): boolean;
  /** Lets go of the supergraph; events that are being completed still have it. */
  release(): void;
}

/**
 * Prepares a subscription on the latest supergraph.
 * @throws SubscriptionError `SUBSCRIPTION_SCHEMA_RELOAD` when it does not fit that one
 */
export async function attachOperation(
  supergraphs: HotSwap<ServedSupergraph>,
  { document, operationName, schema }: OperationToAttach,
): Promise<Attachment> {
  const lease = supergraphs.lease();
  if (!lease) throw createSubscriptionError('SUPERGRAPH_NOT_LOADED');
  const { value: served } = lease;
  const { engine } = served;
  try {
    if (engine.apiSchema !== schema && validate(engine.apiSchema, document).length > 0) {
      throw createSubscriptionError('SUBSCRIPTION_SCHEMA_RELOAD');
    }
    const operation = await engine.prepare(document, operationName);
    if (!operation.subscription) throw new TypeError('The operation is not a subscription');
    const url = served.subgraphUrls.get(operation.subscription.subgraph) ?? '';
    const source = { ...operation.subscription, url };
    let running = 0;
    let released = false;
    const endLease = () => {
      if (released && running === 0) lease[Symbol.dispose]();
    };
    return {
      served,
      source,
      async complete(event, request) {
        running += 1;
        try {
          return await engine.executeEvent(operation, event, request);
        } finally {
          running -= 1;
          endLease();
        }
      },
      hasSourceOf: (other) =>
        other.source.url === url &&
        other.source.subgraph === source.subgraph &&
        other.source.operation === source.operation,
      release() {
        released = true;
        endLease();
      },
    };
  } catch (error) {
    lease[Symbol.dispose]();
    throw error;
  }
}
