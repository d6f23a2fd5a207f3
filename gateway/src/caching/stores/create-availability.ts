import type { CacheMetrics } from './cache-metrics.ts';

export interface AvailabilityOptions {
  /** Resolves when the store answers. */
  readonly probe: () => Promise<unknown>;
  readonly probeIntervalMs: number;
  readonly metrics: CacheMetrics;
  readonly logger: {
    info(details: object, message: string): void;
    warn(details: object, message: string): void;
  };
}

/** Whether a store is worth asking. */
export interface Availability extends Disposable {
  readonly isAvailable: boolean;
  /** Nobody asks the store any more until a probe has been answered. */
  fail(problem: string): void;
  /** A write was refused; reads go on. */
  refuse(problem: string): void;
  /** A write was accepted. */
  accept(): void;
}

/**
 * Keeps the state of a store, unavailable at first, and says it once for each change. While the store is away requests
 * do not wait for it one by one: a probe does.
 */
export function createAvailability(options: AvailabilityOptions): Availability {
  const { probe, probeIntervalMs, metrics, logger } = options;
  let phase: 'starting' | 'available' | 'unavailable' | 'stopped' = 'starting';
  let isRefusing = false;
  let timer: NodeJS.Timeout | undefined;

  async function tryUntilAnswered(): Promise<void> {
    const answered = await probe().then(
      () => true,
      () => false,
    );
    if (phase === 'stopped') return;
    if (!answered) {
      timer = setTimeout(() => void tryUntilAnswered(), probeIntervalMs).unref();
      return;
    }
    phase = 'available';
    logger.info({}, 'cache is available');
  }

  void tryUntilAnswered();
  return {
    get isAvailable() {
      return phase === 'available';
    },
    fail(problem) {
      if (phase === 'unavailable' || phase === 'stopped') return;
      const wasAvailable = phase === 'available';
      phase = 'unavailable';
      metrics.count('store.unavailable');
      logger.warn({ problem }, 'cache is unavailable, requests go on without it');
      if (wasAvailable) void tryUntilAnswered();
    },
    refuse(problem) {
      if (!isRefusing) logger.warn({ problem }, 'cache takes no writes, what it has is still read');
      isRefusing = true;
      metrics.count('store.refused');
    },
    accept() {
      if (isRefusing) logger.info({}, 'cache takes writes again');
      isRefusing = false;
    },
    [Symbol.dispose]() {
      phase = 'stopped';
      clearTimeout(timer);
    },
  };
}
