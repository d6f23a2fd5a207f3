import { Cancellation } from './cancellation.ts';
import { getOrInsert } from './get-or-insert.ts';

/** A caller that waits for a result. */
interface Waiter<Result> {
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
  readonly signal: AbortSignal | undefined;
  readonly leave: () => void;
  readonly isFirst: boolean;
}

/** Work under way, and those who still want its result. */
interface Work<Result> {
  readonly cancellation: Cancellation;
  readonly waiters: Waiter<Result>[];
}

/** Work that overlaps in time and is done once for all who want it. */
export interface SingleFlight<Result> {
  /**
   * Waits for the work under a key of a group, beginning it when it is not under way. Rejects with the reason of the
   * signal when that is aborted first; the work is cancelled when the last who waits for it goes.
   */
  join(
    group: unknown,
    key: string,
    signal: AbortSignal | undefined,
    begin: (cancellation: Cancellation) => Promise<Result>,
  ): Promise<Result>;
}

export interface SingleFlightOptions<Result> {
  /** Called for each that joins work which has begun. */
  readonly onShared: () => void;
  /** Whether the last to go still gets what cancelled work comes up with, instead of a rejection. */
  readonly awaitsCancelled: boolean;
  /** What those get who join work which has begun. */
  readonly forOthers: (result: Result) => Result;
}

/** Creates a single-flight: equal work that overlaps in time runs once (https://pkg.go.dev/golang.org/x/sync/singleflight). */
export function createSingleFlight<Result>({
  onShared,
  awaitsCancelled,
  forOthers,
}: SingleFlightOptions<Result>): SingleFlight<Result> {
  // Two steps, since joining a long key with what else tells work apart would copy it.
  const groups = new Map<unknown, Map<string, Work<Result>>>();

  function remove(group: unknown, key: string, work: Work<Result>): void {
    const running = groups.get(group);
    if (running?.get(key) !== work) return;
    running.delete(key);
    if (running.size === 0) groups.delete(group);
  }

  function start(group: unknown, key: string, begin: (cancellation: Cancellation) => Promise<Result>) {
    const work: Work<Result> = { cancellation: new Cancellation(), waiters: [] };
    // One look at the outcome serves all who wait.
    begin(work.cancellation).then(
      (result) => {
        remove(group, key, work);
        for (const { resolve, isFirst } of release(work)) resolve(isFirst ? result : forOthers(result));
      },
      (error: unknown) => {
        remove(group, key, work);
        for (const { reject } of release(work)) reject(error);
      },
    );
    getOrInsert(groups, group, () => new Map()).set(key, work);
    return work;
  }

  return {
    join(group, key, signal, begin) {
      const known = groups.get(group)?.get(key);
      if (known) onShared();
      const work = known ?? start(group, key, begin);
      return new Promise((resolve, reject) => {
        const leave = () => {
          const { cancellation, waiters } = work;
          const isLast = waiters.length === 1;
          if (!isLast || !awaitsCancelled) {
            waiters.splice(waiters.indexOf(waiter), 1);
            reject(signal?.reason);
          }
          if (!isLast) return;
          // Cancelled work is no good for those who come later.
          remove(group, key, work);
          cancellation.cancel(signal?.reason);
        };
        const waiter = { resolve, reject, signal, leave, isFirst: known === undefined };
        work.waiters.push(waiter);
        signal?.addEventListener('abort', leave, { once: true });
      });
    },
  };
}

function release<Result>({ waiters }: Work<Result>): readonly Waiter<Result>[] {
  for (const { signal, leave } of waiters) signal?.removeEventListener('abort', leave);
  return waiters;
}
