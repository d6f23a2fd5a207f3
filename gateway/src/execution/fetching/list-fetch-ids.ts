import type { PlanNode } from '@apollo/query-planner';
import { mapPlanFetches } from '../../planning/fetches/map-plan-fetches.ts';

/** The ids of the fetches in a node, deferred ones included: once for each fetch, since a split one has its id twice. */
export function listFetchIds(node: PlanNode | undefined): readonly string[] {
  const ids: string[] = [];
  if (node !== undefined) {
    mapPlanFetches({ kind: 'QueryPlan', node }, (fetch) => {
      if (fetch.id !== undefined) ids.push(fetch.id);
      return fetch;
    });
  }
  return ids;
}
