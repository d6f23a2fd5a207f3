import { prettyFormatQueryPlan, type QueryPlan } from '@apollo/query-planner';
import type { Wave } from '../planning/fetches/assign-waves.ts';
import { mapPlanFetches } from '../planning/fetches/map-plan-fetches.ts';

/** The plan of an operation, for people and their tools. */
export interface PlanDescription {
  /** In the form of Apollo's planner. */
  readonly object: QueryPlan;
  /** The same as text. */
  readonly text: string;
  /** The fetches that share a request, by the paths of their entities. */
  readonly waves: readonly {
    readonly subgraph: string;
    readonly paths: readonly (readonly (string | number)[])[];
  }[];
}

/** Describes a plan as it runs. */
export function describePlan(plan: QueryPlan, waves: readonly Wave[]): PlanDescription {
  const paths = waves.map(({ subgraph }) => ({ subgraph, paths: [] as (readonly (string | number)[])[] }));
  mapPlanFetches(plan, (fetch, path) => {
    paths[waves.findIndex(({ members }) => members.has(fetch))]?.paths.push(path);
    return fetch;
  });
  return { object: plan, text: prettyFormatQueryPlan(plan), waves: paths };
}
