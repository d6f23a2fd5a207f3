import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, Kind, parse, type SelectionSetNode } from 'graphql';
import { isIncluded } from './is-included.ts';

type Variables = Readonly<Record<string, unknown>>;

/** Response keys of root fields that a request with these variables asks for and no fetch brings. */
export type FindUnplanned = (variables: Variables) => readonly string[];

/**
 * Finds the root fields of a document, by response key, that the plan never fetches: the planner silently drops a field
 * of an interface without implementations.
 */
export function findUnplannedFields(document: DocumentNode, plan: QueryPlan): FindUnplanned {
  const planned = new Set<string>();
  const nodes: PlanNode[] = [];
  if (plan.node?.kind === 'Subscription') nodes.push(plan.node.primary);
  else if (plan.node) nodes.push(plan.node);
  for (const node of nodes) {
    if (node.kind === 'Fetch')
      collectKeys(readSelections(parse(node.operation, { noLocation: true })), undefined, planned);
    else if (node.kind === 'Sequence' || node.kind === 'Parallel') nodes.push(...node.nodes);
    else if (node.kind === 'Flatten' && node.path.length === 0) nodes.push(node.node);
    else if (node.kind === 'Condition')
      nodes.push(...[node.ifClause, node.elseClause].filter((clause) => clause !== undefined));
    else if (node.kind === 'Defer')
      nodes.push(...[node.primary, ...node.deferred].flatMap(({ node: inner }) => inner ?? []));
  }
  const selections = readSelections(document);
  const isPlanned = (key: string) => planned.has(key);
  if (collectKeys(selections).values().every(isPlanned)) return () => [];
  // A field may be missing because its conditions exclude each other: then nobody asks for it.
  return (variables) => [...collectKeys(selections, variables)].filter((key) => !isPlanned(key));
}

function readSelections({ definitions }: DocumentNode): SelectionSetNode | undefined {
  return definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)?.selectionSet;
}

/** Collects response keys; with variables, those that conditions let in. */
function collectKeys(
  set: SelectionSetNode | undefined,
  variables?: Variables,
  keys: Set<string> = new Set(),
): ReadonlySet<string> {
  for (const selection of set?.selections ?? []) {
    if (variables && !isIncluded(selection.directives ?? [], variables)) continue;
    if (selection.kind === Kind.FIELD) keys.add(selection.alias?.value ?? selection.name.value);
    else if (selection.kind === Kind.INLINE_FRAGMENT) collectKeys(selection.selectionSet, variables, keys);
  }
  return keys;
}
