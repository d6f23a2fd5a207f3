import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import type { FetchDocuments } from '../fetches/fetch-documents.ts';
import { isIncluded } from './is-included.ts';

type Variables = Readonly<Record<string, unknown>>;

/** Response keys of root fields that a request with these variables asks for and no fetch brings. */
export type FindUnplanned = (variables: Variables) => readonly string[];

/** A fetch at the root, and the conditions of the plan under which it runs. */
interface RootFetch {
  readonly selections: SelectionSetNode | undefined;
  readonly conditions: readonly { readonly variable: string; readonly value: boolean }[];
}

/**
 * Finds the root fields of a document, by response key, that the plan never fetches: the planner silently drops a field
 * of an interface without implementations.
 */
export function findUnplannedFields(
  document: DocumentNode,
  plan: QueryPlan,
  documents: FetchDocuments,
): FindUnplanned {
  const node = plan.node?.kind === 'Subscription' ? plan.node.primary : plan.node;
  const fetches = node ? listRootFetches(node, [], documents) : [];
  const selections = readSelections(document);
  const always = new Set<string>();
  for (const fetch of fetches) {
    if (fetch.conditions.length === 0) collectKeys(fetch.selections, 'none', always);
  }
  if (collectKeys(selections, 'any').isSubsetOf(always)) return () => [];
  // A field may be missing because its conditions exclude each other: then nobody asks for it.
  return (variables) => {
    const planned = new Set<string>();
    for (const fetch of fetches) {
      const runs = fetch.conditions.every(({ variable, value }) => (variables[variable] === true) === value);
      if (runs) collectKeys(fetch.selections, variables, planned);
    }
    return [...collectKeys(selections, variables).difference(planned)];
  };
}

function listRootFetches(
  node: PlanNode,
  conditions: RootFetch['conditions'],
  documents: FetchDocuments,
): readonly RootFetch[] {
  switch (node.kind) {
    case 'Fetch':
      return [{ selections: documents.read(node.operation).selectionSet, conditions }];
    case 'Flatten':
      return node.path.length === 0 ? listRootFetches(node.node, conditions, documents) : [];
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap((child) => listRootFetches(child, conditions, documents));
    case 'Condition': {
      const under = (clause: PlanNode | undefined, value: boolean) =>
        clause
          ? listRootFetches(clause, [...conditions, { variable: node.condition, value }], documents)
          : [];
      return [...under(node.ifClause, true), ...under(node.elseClause, false)];
    }
    case 'Defer':
      return [node.primary, ...node.deferred].flatMap(({ node: inner }) =>
        inner ? listRootFetches(inner, conditions, documents) : [],
      );
  }
}

function readSelections({ definitions }: DocumentNode): SelectionSetNode | undefined {
  return definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)?.selectionSet;
}

/** Collects response keys: those that conditions let in with these variables, with `any` or with `none`. */
function collectKeys(
  set: SelectionSetNode | undefined,
  variables: Variables | 'any' | 'none',
  keys: Set<string> = new Set(),
): ReadonlySet<string> {
  for (const selection of set?.selections ?? []) {
    const directives = selection.directives ?? [];
    if (variables === 'none' && directives.length > 0) continue;
    if (typeof variables === 'object' && !isIncluded(directives, variables)) continue;
    if (selection.kind === Kind.FIELD) keys.add(selection.alias?.value ?? selection.name.value);
    else if (selection.kind === Kind.INLINE_FRAGMENT) collectKeys(selection.selectionSet, variables, keys);
  }
  return keys;
}
