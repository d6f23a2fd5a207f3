import type { QueryPlan } from '@apollo/query-planner';
import { type OperationDefinitionNode, visit } from 'graphql';
import type { FetchDocuments } from '../../planning/fetches/fetch-documents.ts';
import { mapPlanFetches } from '../../planning/fetches/map-plan-fetches.ts';
import type { Names } from './names.ts';

/** Learns the keys of all answers that a plan asks for, before the first of them is read. */
export function learnKeys(names: Names, plan: QueryPlan, documents: FetchDocuments): void {
  const learn = (operation: OperationDefinitionNode) => {
    visit(operation, { Field: ({ alias, name }) => void names.keyOf((alias ?? name).value) });
  };
  mapPlanFetches(plan, (fetch) => {
    learn(documents.read(fetch.operation));
    for (const rewrite of fetch.outputRewrites ?? [])
      if (rewrite.kind === 'KeyRenamer') names.keyOf(rewrite.renameKeyTo);
    return fetch;
  });
}
