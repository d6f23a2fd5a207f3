import { metrics } from '@opentelemetry/api';
import { ageBoundaries, createObserveAlertAge } from './observe-alert-age.ts';

/** What waits, and since when. */
export interface Backlog {
  readonly count: number;
  /** Milliseconds since 1970; null where nothing waits. */
  readonly oldestMs: number | null;
}

export interface PipelineBacklog {
  /** Entries of the outbox that are not published. */
  readonly outbox: Backlog;
  /** Pushes that wait for quiet hours to end, or to be tried again. */
  readonly held: Backlog;
  readonly deadLetters: Backlog;
}

/** Told what becomes of alerts on their way. */
export interface ObservePipeline {
  /** A page of a change feed that has come, by the function that follows it. */
  feed(functionName: string, documents: readonly unknown[]): void;
  /** How far the push of an alert has come: `sent`, `held`, `omitted` or `failed`. */
  push(phase: string, alert: { readonly raisedAt: string }): void;
  /** What could not be processed. */
  deadLetter(functionName: string): void;
  backlog(measured: PipelineBacklog): void;
}

/** Observes what becomes of alerts on their way. Costs nothing where nobody collects metrics. */
export function createObservePipeline(now: () => number = Date.now): ObservePipeline {
  const meter = metrics.getMeter('headgate');
  const lags = meter.createHistogram('headgate.feed.lag', {
    description: 'How old the oldest document of a page of a change feed is, by function',
    unit: 's',
    advice: { explicitBucketBoundaries: ageBoundaries },
  });
  const pushes = meter.createCounter('headgate.alert.pushes', {
    description: 'Alerts whose push has come to a phase: sent, held, omitted, failed',
  });
  const buried = meter.createCounter('headgate.dead_letters', {
    description: 'Documents that could not be processed, by function',
  });
  const observePushAge = createObserveAlertAge('pushed', now);
  let latest: PipelineBacklog | undefined;
  meter
    .createObservableGauge('headgate.backlog.waiting', {
      description: 'What waits: outbox (to be published), held (to be pushed), dead_letters',
    })
    .addCallback((result) => {
      for (const [what, { count }] of list(latest)) result.observe(count, { what });
    });
  meter
    .createObservableGauge('headgate.backlog.age', { description: 'How old the oldest is', unit: 's' })
    .addCallback((result) => {
      for (const [what, { oldestMs }] of list(latest))
        result.observe(oldestMs === null ? 0 : Math.max(0, now() - oldestMs) / 1000, { what });
    });
  return {
    feed(functionName, documents) {
      // Seconds since 1970, by the clock of Cosmos DB.
      const written = documents.map((document) => (document as { readonly _ts?: unknown })._ts);
      const oldest = Math.min(...written.filter((each) => typeof each === 'number'));
      if (Number.isFinite(oldest))
        lags.record(Math.max(0, now() / 1000 - oldest), { function: functionName });
    },
    push(phase, alert) {
      pushes.add(1, { phase });
      if (phase === 'sent') observePushAge(alert);
    },
    deadLetter: (functionName) => buried.add(1, { function: functionName }),
    backlog(measured) {
      latest = measured;
    },
  };
}

function list(backlog: PipelineBacklog | undefined): readonly (readonly [what: string, backlog: Backlog])[] {
  if (!backlog) return [];
  return [
    ['outbox', backlog.outbox],
    ['held', backlog.held],
    ['dead_letters', backlog.deadLetters],
  ];
}
