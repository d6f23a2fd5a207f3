import type { PlanStore } from './plan-store.ts';

export interface PlanStoreOptions {
  /** A store of texts that several processes share. Calls may fail. */
  readonly store: {
    get(key: string): Promise<string | undefined>;
    set(key: string, value: string, ttlSeconds: number): Promise<void>;
  };
  /** Before every key. */
  readonly prefix: string;
}

/** Plans of supergraphs that are gone go after it; each plan that is still wanted is made once a month. */
const ttlSeconds = 30 * 24 * 3600;

/** Keeps plans in a store that serves other purposes as well. */
export function createPlanStore({ store, prefix }: PlanStoreOptions): PlanStore {
  return {
    get: (key) => store.get(prefix + key),
    set: (key, plan) => store.set(prefix + key, plan, ttlSeconds),
  };
}
