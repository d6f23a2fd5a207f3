import { getOrInsert } from '../../values/get-or-insert.ts';
import type { PendingError } from '../run-state.ts';

/** Keeps track of the deferred blocks of a plan in one run. */
export interface Deferral {
  /** Notes that a fetch which deferred blocks depend on is over, or is left out by a condition. */
  markFetched(id: string): void;
  /** Resolves when all of these fetches are over. What the plan has no fetch for, nobody waits for. */
  whenFetched(ids: readonly string[]): Promise<unknown>;
  /** Starts a deferred block, which resolves with its errors. */
  launch(site: string, block: () => Promise<readonly PendingError[]>): void;
  /** The errors of a block that is over; undefined before. */
  errorsOf(site: string): readonly PendingError[] | undefined;
  /** How many blocks are not over. */
  running(): number;
  /** Resolves when no block is running any more, and none can be launched. */
  whenOver(): Promise<void>;
  /** Resolves when the next block is over; rejects when one broke, which no subgraph can make it do. */
  next(): Promise<void>;
}

/** `fetchIds` are those of all fetches of the plan, as often as they are there. */
export function createDeferral(fetchIds: readonly string[]): Deferral {
  const fetched = new Map<string, { readonly done: PromiseWithResolvers<void>; left: number }>();
  for (const id of fetchIds) {
    getOrInsert(fetched, id, () => ({ done: Promise.withResolvers<void>(), left: 0 })).left += 1;
  }
  const errorsBySite = new Map<string, readonly PendingError[]>();
  const blocks: Promise<void>[] = [];
  let running = 0;
  let next = Promise.withResolvers<void>();

  return {
    markFetched(id) {
      const waited = fetched.get(id);
      if (waited === undefined) return;
      waited.left -= 1;
      if (waited.left === 0) waited.done.resolve();
    },
    whenFetched: (ids) => Promise.all(ids.map((id) => fetched.get(id)?.done.promise)),
    launch(site, block) {
      running += 1;
      const over = block().then(
        (errors) => {
          running -= 1;
          errorsBySite.set(site, errors);
          next.resolve();
          next = Promise.withResolvers();
        },
        (error: unknown) => {
          // Whoever reads the parts is told; nobody may be waiting yet.
          next.promise.catch(() => undefined);
          next.reject(error);
        },
      );
      blocks.push(over);
    },
    async whenOver() {
      // A block may launch others before it is over.
      for (let known = -1; known < blocks.length; ) {
        known = blocks.length;
        await Promise.all(blocks);
      }
    },
    errorsOf: (site) => errorsBySite.get(site),
    running: () => running,
    next: () => next.promise,
  };
}
