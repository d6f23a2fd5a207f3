import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** One number that somebody else counts. */
export interface ObservedNumber {
  /** Without `headgate_`; a counter's ends with `_total`. */
  readonly name: string;
  readonly help: string;
  /** What it is now. */
  readonly read: () => number;
}

/** Metrics in the text format of Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/). */
export interface Metrics {
  observeRequest(request: { readonly status: number; readonly durationMs: number }): void;
  observeSubgraphRequest(request: {
    readonly subgraph: string;
    readonly outcome: string;
    readonly durationMs: number;
  }): void;
  /** Counts what was found in the cache of entities, missing there, or stored. */
  countEntities(subgraph: string, event: 'hit' | 'miss' | 'stored', by: number): void;
  countCacheEvent(event: string, by?: number): void;
  addCounter(counter: ObservedNumber): void;
  addGauge(gauge: ObservedNumber): void;
  readonly contentType: string;
  text(): Promise<string>;
}

/** Upper bounds in seconds. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Creates metrics of this gateway alone, with those of its process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'headgate_request_duration_seconds',
    help: 'HTTP requests for /graphql, by status',
    labelNames: ['status'],
    buckets,
    registers: [registry],
  });
  const subgraphRequests = new Histogram({
    name: 'headgate_subgraph_request_duration_seconds',
    help: 'HTTP requests to subgraphs, by subgraph and outcome',
    labelNames: ['subgraph', 'outcome'],
    buckets,
    registers: [registry],
  });
  const entities = new Counter({
    name: 'headgate_entity_cache_total',
    help: 'Entities, and sets of root fields, by subgraph and what the entity cache did: hit, miss, stored',
    labelNames: ['subgraph', 'event'],
    registers: [registry],
  });
  const cacheEvents = new Counter({
    name: 'headgate_cache_events_total',
    help: 'What the cache of answers and its store did, by event',
    labelNames: ['event'],
    registers: [registry],
  });
  return {
    observeRequest({ status, durationMs }) {
      requests.observe({ status }, durationMs / 1000);
    },
    observeSubgraphRequest({ subgraph, outcome, durationMs }) {
      subgraphRequests.observe({ subgraph, outcome }, durationMs / 1000);
    },
    countEntities(subgraph, event, by) {
      entities.inc({ subgraph, event }, by);
    },
    countCacheEvent(event, by = 1) {
      cacheEvents.inc({ event }, by);
    },
    addCounter({ name, help, read }) {
      new Counter({
        name: `headgate_${name}`,
        help,
        registers: [registry],
        collect() {
          this.reset();
          this.inc(read());
        },
      });
    },
    addGauge({ name, help, read }) {
      new Gauge({
        name: `headgate_${name}`,
        help,
        registers: [registry],
        collect() {
          this.set(read());
        },
      });
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
