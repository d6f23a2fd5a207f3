import { metrics } from '@opentelemetry/api';

/** Counters by name, as they are now. */
export interface ObservedSubscriptions {
  readonly upstreams: number;
  readonly clients: number;
  readonly events: number;
  readonly deliveries: number;
  readonly sharedExecutions: number;
}

/** Reports what subscriptions do as metrics of OpenTelemetry; returns how to stop. Costs nothing where nobody collects. */
export function observeSubscriptions(counters: ObservedSubscriptions): () => void {
  const meter = metrics.getMeter('headgate');
  const name = (suffix: string) => `headgate.subscriptions.${suffix}`;
  const upstreams = meter.createObservableGauge(name('upstreams'));
  const clients = meter.createObservableGauge(name('clients'));
  const events = meter.createObservableCounter(name('events'));
  const deliveries = meter.createObservableCounter(name('deliveries'));
  const sharedExecutions = meter.createObservableCounter(name('shared_executions'));
  const instruments = [upstreams, clients, events, deliveries, sharedExecutions];
  const observe: Parameters<typeof meter.addBatchObservableCallback>[0] = (result) => {
    result.observe(upstreams, counters.upstreams);
    result.observe(clients, counters.clients);
    result.observe(events, counters.events);
    result.observe(deliveries, counters.deliveries);
    result.observe(sharedExecutions, counters.sharedExecutions);
  };
  meter.addBatchObservableCallback(observe, instruments);
  return () => meter.removeBatchObservableCallback(observe, instruments);
}
