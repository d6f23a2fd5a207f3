import type { QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, Kind, print, type SelectionSetNode } from 'graphql';
import { createPlanWorker } from './create-plan-worker.ts';
import { type PlanningContext, planOperation } from './plan-operation.ts';
import type { PlanStore } from './plan-store.ts';
import { type MakePlan, sharePlans } from './share-plans.ts';

/** Plans operations. */
export interface Planner extends AsyncDisposable {
  /** @throws ServiceError `QUERY_PLANNING_FAILED` */
  plan(document: DocumentNode, overrides: ReadonlyMap<string, boolean>): Promise<QueryPlan>;
}

export interface CreatePlannerOptions {
  readonly sdl: string;
  readonly context: PlanningContext;
  /** Operations with more fields, fragments expanded, are planned in another thread. */
  readonly maxFieldsInline: number;
  /** How long that may take. */
  readonly timeoutMs: number;
  /** Where plans are shared with other processes. Default: nowhere. */
  readonly store?: PlanStore | undefined;
  /** Called for each plan that is made, rather than found in the store. */
  readonly onPlanMade?: () => void;
}

const workerIdleMs = 60_000;

/** Smaller operations are planned faster than a store answers. */
const minFieldsShared = 10;

/** Creates a planner that large operations do not keep from planning small ones, nor the process from anything else. */
export function createPlanner({
  sdl,
  context,
  maxFieldsInline,
  timeoutMs,
  store,
  onPlanMade,
}: CreatePlannerOptions): Planner {
  const worker = createPlanWorker({ sdl, timeoutMs, idleMs: workerIdleMs });
  const makePlan: MakePlan = async (document, overrides) => {
    onPlanMade?.();
    if (countFields(document, maxFieldsInline) <= maxFieldsInline) {
      return planOperation(document, context, overrides);
    }
    return worker.plan({ text: print(document), overrides });
  };
  const makeOrFind = store ? sharePlans(makePlan, { sdl, store }) : makePlan;
  return {
    plan: (document, overrides) =>
      countFields(document, minFieldsShared) < minFieldsShared
        ? makePlan(document, overrides)
        : makeOrFind(document, overrides),
    [Symbol.asyncDispose]: () => worker[Symbol.asyncDispose](),
  };
}

/** Counts the fields of an operation, as often as its fragments are spread; stops above the limit. */
export function countFields({ definitions }: DocumentNode, limit: number): number {
  const fragments = new Map<string, SelectionSetNode>();
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition.selectionSet);
  }
  let count = 0;
  const visit = (set: SelectionSetNode | undefined) => {
    for (const selection of set?.selections ?? []) {
      if (count > limit) return;
      if (selection.kind === Kind.FIELD) count += 1;
      visit(
        selection.kind === Kind.FRAGMENT_SPREAD
          ? fragments.get(selection.name.value)
          : selection.selectionSet,
      );
    }
  };
  for (const definition of definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION) visit(definition.selectionSet);
  return count;
}
