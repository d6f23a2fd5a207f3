import { addMetrics, type MetricsText, readMetrics, writeMetrics } from './metrics-text.ts';

/** Metrics of several processes as one text. */
export interface MetricsSum {
  /** Takes what a process counts now. */
  tell(pid: number, text: string): void;
  /** A process has ended: what it has counted still counts, and what it had is gone. */
  end(pid: number): void;
  /** Waits until every process has told, but no longer than `patienceMs`: what one has told last counts then. */
  text(): Promise<string>;
}

export interface MetricsSumOptions {
  /** Asks all processes that run, and returns how many. */
  readonly ask: () => number;
  readonly patienceMs: number;
}

export function createMetricsSum({ ask, patienceMs }: MetricsSumOptions): MetricsSum {
  const latest = new Map<number, MetricsText>();
  let ended: MetricsText = new Map();
  let hear: ((pid: number) => void) | undefined;

  async function collect(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const told = new Set<number>();
    let expected = Number.POSITIVE_INFINITY;
    const settle = () => {
      if (told.size >= expected) resolve();
    };
    hear = (pid) => {
      told.add(pid);
      settle();
    };
    expected = ask();
    settle();
    const deadline = setTimeout(resolve, patienceMs);
    await promise;
    clearTimeout(deadline);
  }

  /** Who looks meanwhile sees the same. */
  let collecting: Promise<void> | undefined;
  const collectOnce = () => {
    collecting ??= collect().finally(() => {
      collecting = undefined;
    });
    return collecting;
  };

  return {
    tell(pid, text) {
      latest.set(pid, readMetrics(text));
      hear?.(pid);
    },
    end(pid) {
      const last = latest.get(pid);
      latest.delete(pid);
      if (last) ended = addMetrics([ended, countersOf(last)]);
    },
    async text() {
      await collectOnce();
      return writeMetrics(addMetrics([ended, ...latest.values()]));
    },
  };
}

function countersOf(metrics: MetricsText): MetricsText {
  return new Map([...metrics].filter(([, { type }]) => type !== 'gauge'));
}
