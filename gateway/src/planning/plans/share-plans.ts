import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import type { QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, print } from 'graphql';
import type { PlanningRequest } from '../plan-operation.ts';
import type { PlanStore } from './plan-store.ts';

/** Makes a plan. */
export type MakePlan = (document: DocumentNode, request: PlanningRequest) => Promise<QueryPlan>;

export interface SharePlansOptions {
  readonly sdl: string;
  readonly store: PlanStore;
}

/** Parts of every key: the first is to be raised when plans that were kept before would not run. */
const formatVersion = 3;
const { version: plannerVersion } = createRequire(import.meta.url)('@apollo/query-planner/package.json') as {
  readonly version: string;
};

/** A store that answers later than this is no faster than planning. */
const maxReadMs = 150;

/** Looks for a plan in a store before it is made, and keeps there what was made. */
export function sharePlans(makePlan: MakePlan, { sdl, store }: SharePlansOptions): MakePlan {
  const supergraph = createHash('sha256').update(sdl).digest('base64url');

  return async (document, request) => {
    const operation = createHash('sha256')
      .update(JSON.stringify([...request.overrides]))
      .update(print(document))
      .digest('base64url');
    const key = `plan:${formatVersion}:${plannerVersion}:${supergraph}:${operation}`;
    const stored = await readPlan(store, key);
    if (stored !== undefined) return stored;
    const plan = await makePlan(document, request);
    // Nobody waits for the store, and what it does not keep is made again.
    store.set(key, JSON.stringify(plan)).catch(() => undefined);
    return plan;
  };
}

async function readPlan(store: PlanStore, key: string): Promise<QueryPlan | undefined> {
  const late = new AbortController();
  try {
    const text = await Promise.race([
      store.get(key),
      delay(maxReadMs, undefined, { signal: late.signal, ref: false }),
    ]);
    return text === undefined ? undefined : (JSON.parse(text) as QueryPlan);
  } catch {
    return undefined;
  } finally {
    late.abort();
  }
}
