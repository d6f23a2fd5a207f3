import { type DocumentNode, type GraphQLSchema, validate } from 'graphql';
import type { EngineEvent, EngineRequest, EngineResult, SubscriptionSource } from '../execution/engine.ts';
import type { HotSwap } from '../supergraph/hot-swap.ts';
import type { AccessCaller, ServedSupergraph } from './served-supergraph.ts';
import { createSubscriptionError } from './subscription-error.ts';

export interface OperationToAttach {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  /** The schema that the document was validated with. */
  readonly schema: GraphQLSchema;
  /** Who asks, as far as rights depend on it. Default: nobody who is known. */
  readonly asking?: AccessCaller;
}

const nobody: AccessCaller = { identity: null, headers: {} };

/** A subscription as one supergraph runs it. The supergraph stays in service until its last event is done. */
export interface Attachment {
  readonly served: ServedSupergraph;
  readonly source: SubscriptionSource & { readonly url: string };
  /** Resolves the rest of the plan for one event. */
  complete(event: EngineEvent, request: EngineRequest): Promise<EngineResult>;
  /** What the document requires of those who ask, and what is missing. */
  readonly access: string;
  /** Whether the subgraph is asked for the very same events, and the same is masked in them. */
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
  { document, operationName, schema, asking = nobody }: OperationToAttach,
): Promise<Attachment> {
  const lease = supergraphs.lease();
  if (!lease) throw createSubscriptionError('SUPERGRAPH_NOT_LOADED');
  const { value: served } = lease;
  const { engine } = served;
  try {
    if (engine.apiSchema !== schema && validate(engine.apiSchema, document).length > 0) {
      throw createSubscriptionError('SUBSCRIPTION_SCHEMA_RELOAD');
    }
    const decision = await served.access?.decide(document, asking);
    const access = decision?.signature ?? '';
    const operation = await engine.prepare(document, operationName, { denials: decision?.denials });
    if (!operation.subscription) throw createSubscriptionError('QUERY_PLANNING_FAILED');
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
      access,
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
        other.access === access &&
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
