import type { FetchNode } from '@apollo/query-planner';
import type { Wave } from '../../planning/fetches/assign-waves.ts';
import type { EngineCounters } from '../engine-counters.ts';

/** Gathers, in one run of a plan, what the fetches of each wave want to send. */
export interface WaveRun<Item> {
  /** A fetch of the wave has come to its turn; resolves when its items have been dealt with. None means nothing to send. */
  arrive(fetch: FetchNode, items: readonly Item[]): Promise<void>;
}

export interface StartWaveOptions<Item> {
  readonly wave: Wave;
  /** How long those that are ready wait for the others. */
  readonly holdMs: number;
  readonly send: (items: readonly Item[]) => Promise<void>;
  readonly counters: Pick<EngineCounters, 'fetchesPostponed' | 'wavesSplit'>;
}

/**
 * Starts gathering for one wave. Items leave together when the last member has arrived, or after `holdMs` when some
 * are late; members that were put off on purpose wait without limit for those that set the pace.
 */
export function startWave<Item>({ wave, holdMs, send, counters }: StartWaveOptions<Item>): WaveRun<Item> {
  let pending: Item[] = [];
  let sent = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | undefined;
  let remaining = wave.members.size;
  let pacers = wave.pacers.size;
  let isPaced = false;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (pending.length === 0) return;
    const items = pending;
    const { resolve, reject } = sent;
    pending = [];
    sent = Promise.withResolvers();
    send(items).then(resolve, reject);
  }

  function leaveWithoutTheLate(): void {
    counters.wavesSplit += 1;
    flush();
  }

  return {
    async arrive(fetch, items) {
      const { promise } = sent;
      pending.push(...items);
      remaining -= 1;
      if (wave.pacers.has(fetch)) {
        pacers -= 1;
        isPaced ||= items.length > 0;
      } else if (items.length > 0) counters.fetchesPostponed += 1;
      if (remaining === 0) flush();
      else if (pending.length > 0 && (isPaced || pacers === 0))
        timer ??= setTimeout(leaveWithoutTheLate, holdMs);
      if (items.length > 0) await promise;
    },
  };
}
