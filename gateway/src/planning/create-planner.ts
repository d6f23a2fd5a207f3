import { createHash } from 'node:crypto';
import type { QueryPlan } from '@apollo/query-planner';
import { ServiceError } from '@headgate/service/define-errors.ts';
import { type DocumentNode, print } from 'graphql';
import { LRUCache } from 'lru-cache';
import { gatewayErrors } from '../errors.ts';
import { countPlannedFields } from './operation/count-planned-fields.ts';
import {
  BoundsReachedError,
  type PlanningContext,
  type PlanningRequest,
  planOperation,
} from './plan-operation.ts';
import { createPlanWorker } from './plans/create-plan-worker.ts';
import type { PlanStore } from './plans/plan-store.ts';
import { type MakePlan, sharePlans } from './plans/share-plans.ts';

/** Plans operations. */
export interface Planner extends AsyncDisposable {
  /** @throws ServiceError `QUERY_PLANNING_FAILED`, `QUERY_PLAN_COMPLEXITY_EXCEEDED` or `SERVICE_UNAVAILABLE` */
  plan(document: DocumentNode, request: PlanningRequest): Promise<QueryPlan>;
}

export interface CreatePlannerOptions {
  readonly sdl: string;
  /** With bounds for this thread. */
  readonly context: PlanningContext;
  /** Operations with more to plan, as {@link countPlannedFields} counts, are planned in another thread. */
  readonly maxFieldsInline: number;
  /** How long that may take. */
  readonly timeoutMs: number;
  /** Where plans are shared with other processes. Default: nowhere. */
  readonly store?: PlanStore | undefined;
  /** Called for each plan that is made, rather than found in the store. */
  readonly onPlanMade?: () => void;
}

const workerIdleMs = 60_000;

/** Whatever is larger is large. */
const maxCounted = 100_000;

/** Smaller operations are planned faster than a store answers. */
const minFieldsShared = 10;

/** What took too long once is not tried again for a while, or it would keep the worker from all others. */
const refusedOperations = { max: 1_000, ttl: 60_000 };

/**
 * Creates a planner that large operations do not keep from planning small ones, nor the process from anything else: this
 * thread plans what is small by count, and follows few ways while it does.
 */
export function createPlanner({
  sdl,
  context,
  maxFieldsInline,
  timeoutMs,
  store,
  onPlanMade,
}: CreatePlannerOptions): Planner {
  const worker = createPlanWorker({ sdl, timeoutMs, idleMs: workerIdleMs });
  const refused = new LRUCache<string, true>(refusedOperations);
  const count = (document: DocumentNode, limit: number) =>
    countPlannedFields(document, context.schema, limit);

  async function planInWorker(
    document: DocumentNode,
    overrides: ReadonlyMap<string, boolean>,
  ): Promise<QueryPlan> {
    const text = print(document);
    const key = createHash('sha256')
      .update(JSON.stringify([...overrides]))
      .update(text)
      .digest('base64url');
    if (refused.has(key)) throw gatewayErrors.create('QUERY_PLAN_COMPLEXITY_EXCEEDED');
    try {
      return await worker.plan({ text, overrides }, count(document, maxCounted));
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'QUERY_PLAN_COMPLEXITY_EXCEEDED')
        refused.set(key, true);
      throw error;
    }
  }

  const makePlan: MakePlan = async (document, request) => {
    onPlanMade?.();
    if (count(document, maxFieldsInline) > maxFieldsInline) return planInWorker(document, request.overrides);
    try {
      return planOperation(document, context, request);
    } catch (error) {
      if (!(error instanceof BoundsReachedError)) throw error;
      return planInWorker(document, request.overrides);
    }
  };
  const makeOrFind = store ? sharePlans(makePlan, { sdl, store }) : makePlan;
  return {
    plan: (document, request) =>
      count(document, minFieldsShared) < minFieldsShared
        ? makePlan(document, request)
        : makeOrFind(document, request),
    [Symbol.asyncDispose]: () => worker[Symbol.asyncDispose](),
  };
}
