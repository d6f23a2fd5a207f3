import type { DeferSite } from '../planning/label-defers.ts';
import type { ErrorTree } from './error-tree.ts';
import type { DataObject, PathElement } from './response-data.ts';
import type { PendingError } from './run.ts';
import type { Shaping } from './shape-response.ts';

/** One object whose deferred fragment is still to come. */
export interface PendingPart {
  readonly site: DeferSite;
  readonly object: DataObject;
  /** Shapes the fragment; null when an error reached the object. */
  readonly shape: (shaping: Shaping, errors: ErrorTree | undefined) => DataObject | null;
  /** Where the object stands, in response names. */
  readonly path: readonly PathElement[];
  /** Where it stands, in the keys of the plan. */
  readonly keys: readonly PathElement[];
}

/** Keeps track of the deferred blocks of a plan in one run. */
export interface Deferral {
  /** Notes that a fetch which deferred blocks depend on is over. */
  markFetched(id: string): void;
  /** Resolves when all of these fetches are over. */
  whenFetched(ids: readonly string[]): Promise<unknown>;
  /** Starts a deferred block, which resolves with its errors. */
  launch(site: string, block: () => Promise<readonly PendingError[]>): void;
  /** The errors of a block that is over; undefined before. */
  errorsOf(site: string): readonly PendingError[] | undefined;
  /** How many blocks are not over. */
  running(): number;
  /** Resolves when the next block is over; rejects when one broke, which no subgraph can make it do. */
  next(): Promise<void>;
}

export function createDeferral(): Deferral {
  const fetched = new Map<string, PromiseWithResolvers<void>>();
  const errorsBySite = new Map<string, readonly PendingError[]>();
  let running = 0;
  let next = Promise.withResolvers<void>();

  function waiterFor(id: string): PromiseWithResolvers<void> {
    const waiter = fetched.get(id) ?? Promise.withResolvers<void>();
    fetched.set(id, waiter);
    return waiter;
  }

  return {
    markFetched: (id) => waiterFor(id).resolve(),
    whenFetched: (ids) => Promise.all(ids.map((id) => waiterFor(id).promise)),
    launch(site, block) {
      running += 1;
      void block().then(
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
    },
    errorsOf: (site) => errorsBySite.get(site),
    running: () => running,
    next: () => next.promise,
  };
}
