import type { Logger } from '@headgate/service/create-logger.ts';
import type { OperationDefinitionNode } from 'graphql';
import type { EntityCache } from '../../caching/entities/entity-cache.ts';
import type { GatewayConfig } from '../../config/config.ts';
import type { PersistedQueryCache } from '../../documents/create-persisted-query-cache.ts';
import type { Engine } from '../../execution/engine.ts';
import type { EngineCounters } from '../../execution/engine-counters.ts';
import type { ObservedSubgraphRequest } from '../../execution/subgraph-client/observe-requests.ts';
import type { CircuitChange } from '../../execution/subgraph-client/tell-circuits.ts';
import type { DemandControl } from '../../limits/cost/demand-control.ts';
import type { GraphQLService } from '../../operations/graphql-service.ts';
import type { Hooks } from '../../operations/plugins/compile-hooks.ts';
import type { PlanStore } from '../../planning/plans/plan-store.ts';
import type { EndedOperation } from '../../ports/ended-operation.ts';
import type { SubscriptionCounters } from '../../subscriptions/subscription-counters.ts';
import type { SupergraphSource } from '../../supergraph/supergraph-source.ts';
import type { Callbacks } from '../callbacks/start-callbacks.ts';

export interface GraphQLServiceOptions {
  readonly config: GatewayConfig;
  /** Those of headgate's own plugins. */
  readonly hooks: Hooks;
  readonly source: SupergraphSource;
  readonly persistedQueries: PersistedQueryCache;
  /** Told of each supergraph when it is in service. */
  readonly onSupergraph: (engine: Engine) => void;
  /** Told of each operation that is known. */
  readonly onOperation: (operation: OperationDefinitionNode) => void;
  /** Told of what became of each operation. */
  readonly onOperationEnd: (ended: EndedOperation) => void;
  /** Where plans are shared with other gateways; nowhere without it. */
  readonly planStore: PlanStore | undefined;
  /** Counts what subscriptions do. */
  readonly subscriptionCounters: SubscriptionCounters;
  /** Told by which code each client's subscription ended. */
  readonly onSubscriptionEnd: ((code: string) => void) | undefined;
  /** Subgraphs that are subscribed to by HTTP callback; default: none. */
  readonly callbacks: Callbacks | undefined;
  /** Counts what engines do, one after the other. */
  readonly engineCounters: EngineCounters;
  /** What is kept of subgraphs' answers; nothing without it. */
  readonly entityCache: EntityCache | undefined;
  /** Whether clients may see what the entity cache does for them. */
  readonly showsCache: boolean;
  /** Knows what operations cost; nobody counts it without. */
  readonly demandControl: DemandControl | undefined;
  /** Whether clients may see what their operations cost. */
  readonly showsCost: boolean;
  /** Told of each request to a subgraph when it has ended. */
  readonly onSubgraphRequest: ((request: ObservedSubgraphRequest) => void) | undefined;
  /** Told of each subgraph that is left alone since it fails, and when it is asked again. */
  readonly onCircuit: ((change: CircuitChange) => void) | undefined;
  readonly logger: Logger;
}

export type RunningGraphQLService = GraphQLService & AsyncDisposable;
