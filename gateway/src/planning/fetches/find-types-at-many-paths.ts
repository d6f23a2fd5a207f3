import type { FetchNode, QueryPlan } from '@apollo/query-planner';
import { getOrInsert } from '../../values/get-or-insert.ts';
import { mapPlanFetches } from './map-plan-fetches.ts';

/** Finds the types of entities that a plan asks subgraphs about at more than one path. */
export function findTypesAtManyPaths(plan: QueryPlan): ReadonlySet<string> {
  const paths = new Map<string, Set<string>>();
  mapPlanFetches(plan, (fetch, path) => {
    for (const typeName of listRequiredTypes(fetch)) {
      getOrInsert(paths, typeName, () => new Set()).add(path.join('/'));
    }
    return fetch;
  });
  return new Set([...paths].filter(([, own]) => own.size > 1).map(([typeName]) => typeName));
}

/** The types of the entities that a fetch is for. */
export function listRequiredTypes({ requires = [] }: Pick<FetchNode, 'requires'>): readonly string[] {
  return requires.flatMap((selection) =>
    selection.kind === 'InlineFragment' && selection.typeCondition ? [selection.typeCondition] : [],
  );
}
