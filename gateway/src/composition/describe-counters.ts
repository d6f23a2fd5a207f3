import type { KeySetCounters } from '@headgate/identity/create-key-set.ts';
import type { EngineCounters } from '../execution/engine-counters.ts';
import type { SubscriptionCounters } from '../subscriptions/subscription-counters.ts';
import type { Metrics } from '../telemetry/create-metrics.ts';
import type { QueueDepth } from '../transports/live-clients.ts';

const engineCounters: Readonly<Record<keyof EngineCounters, readonly [name: string, help: string]>> = {
  subgraphRequests: ['subgraph_requests', 'Requests that left for a subgraph'],
  representationsDeduplicated: [
    'representations_deduplicated',
    'Entities that were already asked for in the same request',
  ],
  entitiesReused: [
    'entities_reused',
    'Entities not asked for, since other fetches of the same operation had brought the same fields',
  ],
  fetchesMerged: ['fetches_merged', 'Fetches that became part of a request with the same operation'],
  fetchesAliased: ['fetches_aliased', 'Fetches that became an alias in a request with other operations'],
  fetchesPostponed: ['fetches_postponed', 'Fetches that waited for a later request to their subgraph'],
  wavesSplit: ['waves_split', 'Requests that left without some of their fetches, which came too late'],
  fetchesShared: ['fetches_shared', 'Fetches that got the answer of an identical one in flight'],
  operationsShared: ['operations_shared', 'Queries that got the answer of an identical one that ran'],
  fetchesRetried: ['fetches_retried', 'Requests to subgraphs that were sent again'],
  fetchesTimedOut: ['fetches_timed_out', 'Fetches given up after their timeout'],
  fetchesCancelled: ['fetches_cancelled', 'Fetches that nobody waited for any more'],
  fetchesRejected: ['fetches_rejected', 'Fetches not tried because their subgraph had been failing'],
  fetchesHurried: ['fetches_hurried', 'Fetches given less time than their subgraph may take'],
  connectionsOpened: ['subgraph_connections_opened', 'Connections opened to subgraphs'],
  planLookups: ['plan_lookups', 'Operations looked for in the plan cache'],
  planMisses: ['plan_misses', 'Operations that the plan cache had not'],
  plansMade: ['plans_made', 'Plans made, rather than found'],
};

const subscriptionCounters: Readonly<
  Record<keyof SubscriptionCounters, readonly [kind: 'addCounter' | 'addGauge', name: string, help: string]>
> = {
  upstreams: ['addGauge', 'subscription.upstreams', 'Subscriptions open at subgraphs'],
  clients: ['addGauge', 'subscription.clients', 'Subscriptions of clients'],
  events: ['addCounter', 'subscription.events', 'Events that came from subgraphs'],
  completing: ['addGauge', 'subscription.completing', 'Events that wait for what subgraphs add to them'],
  deliveries: ['addCounter', 'subscription.deliveries', 'Events handed to clients'],
  sharedExecutions: [
    'addCounter',
    'subscription.shared_executions',
    'Events completed once for several clients',
  ],
};

/** Adds what the engine and subscriptions count to the metrics. */
export function describeCounters(
  metrics: Metrics,
  {
    engine,
    subscriptions,
    readQueues,
    refusedConnections,
    keys,
  }: {
    readonly engine: EngineCounters;
    readonly subscriptions: SubscriptionCounters;
    /** What waits for clients that stay connected. */
    readonly readQueues: () => readonly QueueDepth[];
    /** How many connections have been refused since there were too many. */
    readonly refusedConnections: () => number;
    /** Those of the identity provider's keys; undefined without one. */
    readonly keys: KeySetCounters | undefined;
  },
): void {
  for (const [key, [name, help]] of entriesOf(engineCounters))
    metrics.addCounter({ name, help, read: () => engine[key] });
  for (const [key, [kind, name, help]] of entriesOf(subscriptionCounters))
    metrics[kind]({ name, help, read: () => subscriptions[key] });
  metrics.addGauge({
    name: 'subscription.queue_depth',
    help: 'Messages written that clients with subscriptions have not taken, by transport',
    read: () => readQueues().map(({ transport, total }) => [total, { transport }]),
  });
  metrics.addGauge({
    name: 'subscription.queue_depth_max',
    help: 'The same of the client that is furthest behind, by transport',
    read: () => readQueues().map(({ transport, max }) => [max, { transport }]),
  });
  metrics.addCounter({
    name: 'connections_refused',
    help: 'Connections refused, since there were as many as may be, in all or of their address',
    read: refusedConnections,
  });
  if (!keys) return;
  metrics.addCounter({
    name: 'key_set_failures',
    help: "Attempts to fetch the identity provider's keys that failed",
    read: () => keys.failures,
  });
  metrics.addGauge({
    name: 'key_set_age_seconds',
    help: "How long ago the identity provider's keys in use were fetched",
    read: () => (keys.fetchedAtMs === undefined ? 0 : (Date.now() - keys.fetchedAtMs) / 1000),
  });
}

function entriesOf<Key extends string, Value>(record: Readonly<Record<Key, Value>>): [Key, Value][] {
  return Object.entries(record) as [Key, Value][];
}
