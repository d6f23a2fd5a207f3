import type { PlanStore } from './plan-store.ts';

/** A store of texts that several processes share. Calls may fail. */
export interface SharedTexts {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
}

/** Plans of supergraphs that are gone go after it; each plan that is still wanted is made once a month. */
const ttlSeconds = 30 * 24 * 3600;

/** Keeps plans in a store that serves other purposes as well. */
export function createPlanStore(texts: SharedTexts): PlanStore {
  return {
    get: (key) => texts.get(key),
    set: (key, plan) => texts.set(key, plan, ttlSeconds),
  };
}
