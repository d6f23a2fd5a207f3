import type { EngineCounters } from './execution/engine-counters.ts';
import type { SubscriptionCounters } from './subscriptions/subscription-counters.ts';
import type { Metrics } from './telemetry/create-metrics.ts';

const engineCounters: Readonly<Record<keyof EngineCounters, readonly [name: string, help: string]>> = {
  subgraphRequests: ['subgraph_requests_total', 'Requests that left for a subgraph'],
  representationsDeduplicated: [
    'representations_deduplicated_total',
    'Entities that were already asked for in the same request',
  ],
  entitiesReused: [
    'entities_reused_total',
    'Entities not asked for, since other fetches of the same operation had brought the same fields',
  ],
  fetchesMerged: ['fetches_merged_total', 'Fetches that became part of a request with the same operation'],
  fetchesAliased: [
    'fetches_aliased_total',
    'Fetches that became an alias in a request with other operations',
  ],
  fetchesPostponed: ['fetches_postponed_total', 'Fetches that waited for a later request to their subgraph'],
  wavesSplit: ['waves_split_total', 'Requests that left without some of their fetches, which came too late'],
  fetchesShared: ['fetches_shared_total', 'Fetches that got the answer of an identical one in flight'],
  operationsShared: ['operations_shared_total', 'Queries that got the answer of an identical one that ran'],
  fetchesRetried: ['fetches_retried_total', 'Requests to subgraphs that were sent again'],
  fetchesTimedOut: ['fetches_timed_out_total', 'Fetches given up after their timeout'],
  fetchesCancelled: ['fetches_cancelled_total', 'Fetches that nobody waited for any more'],
  fetchesRejected: ['fetches_rejected_total', 'Fetches not tried because their subgraph had been failing'],
  fetchesHurried: ['fetches_hurried_total', 'Fetches given less time than their subgraph may take'],
  connectionsOpened: ['subgraph_connections_opened_total', 'Connections opened to subgraphs'],
  planLookups: ['plan_lookups_total', 'Operations looked for in the plan cache'],
  planMisses: ['plan_misses_total', 'Operations that the plan cache had not'],
  plansMade: ['plans_made_total', 'Plans made, rather than found'],
};

const subscriptionCounters: Readonly<
  Record<keyof SubscriptionCounters, readonly [kind: 'addCounter' | 'addGauge', name: string, help: string]>
> = {
  upstreams: ['addGauge', 'subscription_upstreams', 'Subscriptions open at subgraphs'],
  clients: ['addGauge', 'subscription_clients', 'Subscriptions of clients'],
  events: ['addCounter', 'subscription_events_total', 'Events that came from subgraphs'],
  deliveries: ['addCounter', 'subscription_deliveries_total', 'Events handed to clients'],
  sharedExecutions: [
    'addCounter',
    'subscription_shared_executions_total',
    'Events completed once for several clients',
  ],
};

/** Adds what the engine and subscriptions count to the metrics. */
export function describeCounters(
  metrics: Metrics,
  {
    engine,
    subscriptions,
  }: { readonly engine: EngineCounters; readonly subscriptions: SubscriptionCounters },
): void {
  for (const [key, [name, help]] of entriesOf(engineCounters))
    metrics.addCounter({ name, help, read: () => engine[key] });
  for (const [key, [kind, name, help]] of entriesOf(subscriptionCounters))
    metrics[kind]({ name, help, read: () => subscriptions[key] });
}

function entriesOf<Key extends string, Value>(record: Readonly<Record<Key, Value>>): [Key, Value][] {
  return Object.entries(record) as [Key, Value][];
}
