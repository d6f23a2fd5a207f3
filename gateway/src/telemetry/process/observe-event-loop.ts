import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as immediate } from 'node:timers/promises';
import type { MetricsMeter } from '../metrics-meter.ts';

type Delays = ReturnType<typeof monitorEventLoopDelay>;

/** Of the delays since metrics were last collected. */
const statistics: Readonly<Record<string, (delays: Delays) => number>> = {
  min: ({ min }) => min,
  max: ({ max }) => max,
  mean: ({ mean }) => mean,
  stddev: ({ stddev }) => stddev,
  p50: (delays) => delays.percentile(50),
  p90: (delays) => delays.percentile(90),
  p99: (delays) => delays.percentile(99),
};

/** Observes how late the event loop is, in seconds: now, and since it was last asked. */
export function observeEventLoop(meter: MetricsMeter): Disposable {
  const delays = monitorEventLoopDelay();
  delays.enable();
  const gauge = (name: string, description: string) => meter.createObservableGauge(name, { description });
  gauge('nodejs_eventloop_lag_seconds', 'Lag of the event loop, in seconds').addCallback(async (result) => {
    const startedMs = performance.now();
    await immediate();
    result.observe((performance.now() - startedMs) / 1e3);
  });
  const last = Object.entries(statistics).map(([name, read]) => {
    const observable = gauge(
      `nodejs_eventloop_lag_${name}_seconds`,
      `The ${name} of the event loop's delays since the last look, in seconds`,
    );
    return { read, observable };
  });
  let waiting = 0;
  for (const { read, observable } of last)
    observable.addCallback((result) => {
      result.observe(read(delays) / 1e9);
      waiting = (waiting + 1) % last.length;
      // All of them tell of the same time.
      if (waiting === 0) delays.reset();
    });
  return { [Symbol.dispose]: () => void delays.disable() };
}
