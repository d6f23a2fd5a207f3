import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { readExchange, readFieldPath } from '../plans/read-exchange.ts';
import type { Requirements } from '../rewriting/read-requirements.ts';
import type { FetchDocuments } from './fetch-documents.ts';
import { mapPlanFetches } from './map-plan-fetches.ts';
import { type PostponedFetch, takeEarlyFields } from './take-early-fields.ts';

/**
 * Fetches each field with `@requires` after its inputs. Where such a field is itself an input of another subgraph, and
 * its entity comes from its own subgraph, the planner selects it with the entity, before its inputs are there; it is
 * taken from there and fetched right before what needs it, which the planner puts after the inputs of both.
 */
export function postponeEarlyFields(
  plan: QueryPlan,
  requirements: Requirements,
  documents: FetchDocuments,
): QueryPlan {
  if (!requirements.hasChains) return plan;
  const needed = new Set<string>();
  mapPlanFetches(plan, (fetch, path) => {
    if (fetch.requires) for (const field of needsOf(fetch, path, documents)) needed.add(field);
    return fetch;
  });
  const postponed: PostponedFetch[] = [];
  const rest = mapPlanFetches(plan, (fetch, path) => {
    const taken = takeEarlyFields(fetch, { path, needed, requirements, documents });
    postponed.push(...taken.postponed);
    return taken.fetch;
  });
  if (postponed.length === 0) return plan;
  const placed = mapPlanFetches(rest, (fetch, path) => {
    const needs = needsOf(fetch, path, documents);
    const inputs = postponed.filter(({ fields }) => !needs.isDisjointFrom(fields));
    if (inputs.length === 0) return fetch;
    const nodes = inputs.map((input): PlanNode => {
      const inner = input.path.slice(path.length);
      return inner.length === 0 ? input.fetch : { kind: 'Flatten', path: inner, node: input.fetch };
    });
    return { kind: 'Sequence', nodes: [{ kind: 'Parallel', nodes }, fetch] };
  });
  // What was postponed may need what comes too early in turn.
  return postponeEarlyFields(placed, requirements, documents);
}

function needsOf(
  fetch: FetchNode,
  path: readonly (string | number)[],
  documents: FetchDocuments,
): ReadonlySet<string> {
  return readExchange(fetch, readFieldPath(path), documents).needs;
}
