import type { Attributes, ObservableCallback } from '@opentelemetry/api';
import { getOrInsert } from '../values/get-or-insert.ts';
import { bindSeries } from './bind-series.ts';
import { createTally, type Tally } from './create-tally.ts';
import type { MetricsMeter } from './metrics-meter.ts';

/** One number that somebody else counts. */
export interface ObservedNumber {
  /** Without `headgate.`, and without the `_total` that Prometheus has counters end with. */
  readonly name: string;
  readonly help: string;
  /** What it is now; by labels where there are several. */
  readonly read: () => number | readonly (readonly [value: number, labels: Attributes])[];
}

/** What the gateway counts and observes, by OpenTelemetry's meter; nothing more is collected once it is disposed of. */
export interface Metrics extends Disposable {
  observeRequest(request: { readonly status: number; readonly durationMs: number }): void;
  observeSubgraphRequest(request: SubgraphRequestLabels & { readonly durationMs: number }): void;
  /** Says whether a subgraph is left alone, since it fails. */
  observeCircuit(circuit: { readonly subgraph: string; readonly isOpen: boolean }): void;
  /** Counts what was found in the cache of entities, missing there, or stored. */
  countEntities(subgraph: string, event: 'hit' | 'miss' | 'stored', by: number): void;
  countCacheEvent(event: string, by?: number): void;
  /** Counts an operation that has ended, and observes how long it took. Equal labels are one object. */
  observeOperation(operation: OperationLabels, durationMs: number): void;
  /** Observes what an operation was estimated to cost, with what became of it, or what it did cost. */
  observeCost(kind: 'estimated' | 'actual', result: string, cost: number): void;
  /** Counts a subscription of a client that has ended, by why. */
  countSubscriptionEnd(code: string): void;
  countSocketClose(code: number): void;
  /** Observes how old what a subscription told was when a client had shown it. */
  observeEventAge(event: EventLabels & { readonly ageSeconds: number }): void;
  addCounter(counter: ObservedNumber): void;
  addGauge(gauge: ObservedNumber): void;
}

interface SubgraphRequestLabels {
  readonly subgraph: string;
  readonly outcome: string;
}

interface EventLabels {
  /** Few: the configuration names them. */
  readonly client: string;
  readonly operation: string;
}

/** By what operations are counted: their number is bounded by who gives them. */
export interface OperationLabels {
  readonly operation: string;
  readonly type: string;
  readonly client_name: string;
  readonly client_version: string;
  readonly code: string;
  readonly result: 'ok' | 'refused' | 'failed';
}

/** Upper bounds in seconds. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Fewer, since there are as many sets of them as operations. */
const operationBuckets = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

const ageBuckets = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3_600];

const costBuckets = [1, 10, 50, 100, 500, 1_000, 5_000, 10_000, 100_000, 1_000_000];

/** Creates the instruments of a gateway. */
export function createMetrics(meter: MetricsMeter): Metrics {
  using cleanup = new DisposableStack();
  const durations = (name: string, description: string, explicitBucketBoundaries = buckets) =>
    meter.createHistogram(name, { description, unit: 's', advice: { explicitBucketBoundaries } });

  const requests = durations('headgate.request.duration', 'HTTP requests for /graphql, by status');
  const subgraphRequests = durations(
    'headgate.subgraph_request.duration',
    'HTTP requests to subgraphs, by subgraph and outcome',
  );
  const operationDurations = durations(
    'headgate.operation.duration',
    'How long operations took until their answer was there, by operation',
    operationBuckets,
  );
  const circuits = meter.createGauge('headgate.subgraph_circuit_open', {
    description: '1 while a subgraph is left alone since it fails, else 0',
  });
  const costs = meter.createHistogram('headgate.operation.cost', {
    description: 'What operations cost, by kind (estimated before they run, actual after) and result',
    advice: { explicitBucketBoundaries: costBuckets },
  });
  const eventAges = durations(
    'headgate.event.screen_age',
    'How old what a subscription told was when a client had shown it, since what caused it, by client and operation',
    ageBuckets,
  );
  const boundSubscription = boundNames();
  const tallies = createTallies(meter, cleanup);
  const { operations, entities, cacheEvents } = tallies;
  const entityLabels = createLabels((subgraph: string, event: string): EntityLabels => ({ subgraph, event }));
  const observeFetch = createLabels((subgraph: string, outcome: string) =>
    bindSeries(subgraphRequests, { subgraph, outcome }),
  );
  const observeCost = createLabels((kind: string, result: string) => bindSeries(costs, { kind, result }));
  const byStatus = new Map<number, (value: number) => void>();
  const byOperation = new Map<string, (value: number) => void>();

  function observe(kind: 'Counter' | 'Gauge', { name, help, read }: ObservedNumber): void {
    const observable = meter[`createObservable${kind}`](`headgate.${name}`, { description: help });
    const report: ObservableCallback = (result) => {
      const value = read();
      if (typeof value === 'number') result.observe(value);
      else for (const [each, labels] of value) result.observe(each, labels);
    };
    observable.addCallback(report);
    running.defer(() => observable.removeCallback(report));
  }
  const running = cleanup.move();
  return {
    observeRequest({ status, durationMs }) {
      getOrInsert(byStatus, status, () => bindSeries(requests, { status }))(durationMs / 1000);
    },
    observeOperation(labels, durationMs) {
      operations.add(labels);
      const { operation } = labels;
      getOrInsert(byOperation, operation, () => bindSeries(operationDurations, { operation }))(
        durationMs / 1000,
      );
    },
    observeSubgraphRequest({ subgraph, outcome, durationMs }) {
      observeFetch(subgraph, outcome)(durationMs / 1000);
    },
    observeCircuit: ({ subgraph, isOpen }) => circuits.record(Number(isOpen), { subgraph }),
    countEntities: (subgraph, event, by) => entities.add(entityLabels(subgraph, event), by),
    observeCost: (kind, result, cost) => observeCost(kind, result)(cost),
    countCacheEvent: (event, by) => cacheEvents.add(event, by),
    countSubscriptionEnd: (code) => tallies.subscriptionEnds.add(code),
    countSocketClose: (code) => tallies.socketCloses.add(String(code)),
    observeEventAge: ({ client, operation, ageSeconds }) =>
      eventAges.record(ageSeconds, { client, operation: boundSubscription(operation) }),
    addCounter: (number) => observe('Counter', number),
    addGauge: (number) => observe('Gauge', number),
    [Symbol.dispose]: () => running.dispose(),
  };
}

function createTallies(meter: MetricsMeter, cleanup: DisposableStack) {
  const tally = <Key>(name: string, description: string, labelsOf: (key: Key) => Attributes) =>
    cleanup.use(createTally(meter.createObservableCounter(name, { description }), labelsOf));
  return {
    operations: tally(
      'headgate.operations',
      'Operations that have ended, by operation, client, gravest error code and result: ok, refused, failed',
      (labels: OperationLabels) => ({ ...labels }),
    ),
    entities: tally(
      'headgate.entity_cache',
      'Entities, and sets of root fields, by subgraph and what the entity cache did: hit, miss, stored',
      (labels: EntityLabels) => ({ ...labels }),
    ),
    cacheEvents: tally(
      'headgate.cache.events',
      'What the cache of answers and its store did, by event',
      (event: string) => ({ event }),
    ),
    subscriptionEnds: boundKeys(
      tally(
        'headgate.subscription.ends',
        'Subscriptions of clients that have ended, by the code of the error, COMPLETED, or LEFT by the client',
        (code: string) => ({ code }),
      ),
    ),
    socketCloses: boundKeys(
      tally('headgate.socket.closes', 'WebSockets that have closed, by code', (code: string) => ({ code })),
    ),
  };
}

/** Subgraphs and clients have codes and names of their own. */
const maxNames = 50;

function boundKeys({ add }: Tally<string>): Pick<Tally<string>, 'add'> {
  const bound = boundNames();
  return { add: (key) => add(bound(key)) };
}

/** Bounds what is counted apart: what was seen first is, the rest is `other`. */
function boundNames(): (name: string) => string {
  const known = new Set<string>();
  return (name) => {
    if (known.size < maxNames) known.add(name);
    return known.has(name) ? name : 'other';
  };
}

interface EntityLabels {
  readonly subgraph: string;
  readonly event: string;
}

/** Makes labels of two values once for each pair; there are few of either. */
function createLabels<Labels>(make: (first: string, second: string) => Labels) {
  const known = new Map<string, Map<string, Labels>>();
  return (first: string, second: string): Labels =>
    getOrInsert(
      getOrInsert(known, first, () => new Map<string, Labels>()),
      second,
      () => make(first, second),
    );
}
