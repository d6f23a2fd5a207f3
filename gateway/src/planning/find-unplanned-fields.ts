import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { type DocumentNode, Kind, parse, type SelectionSetNode } from 'graphql';

/**
 * Finds the root fields of a document, by response key, that the plan never fetches: the planner silently drops a field
 * of an interface without implementations.
 */
export function findUnplannedFields(document: DocumentNode, plan: QueryPlan): readonly string[] {
  const planned = new Set<string>();
  const nodes: PlanNode[] = [];
  if (plan.node?.kind === 'Subscription') nodes.push(plan.node.primary);
  else if (plan.node) nodes.push(plan.node);
  for (const node of nodes) {
    if (node.kind === 'Fetch')
      collectKeys(readSelections(parse(node.operation, { noLocation: true })), planned);
    else if (node.kind === 'Sequence' || node.kind === 'Parallel') nodes.push(...node.nodes);
    else if (node.kind === 'Condition')
      nodes.push(...[node.ifClause, node.elseClause].filter((clause) => clause !== undefined));
    else if (node.kind === 'Defer')
      nodes.push(...[node.primary, ...node.deferred].flatMap(({ node: inner }) => inner ?? []));
  }
  const wanted = new Set<string>();
  collectKeys(readSelections(document), wanted);
  return [...wanted].filter((key) => !planned.has(key));
}

function readSelections({ definitions }: DocumentNode): SelectionSetNode | undefined {
  return definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)?.selectionSet;
}

function collectKeys(set: SelectionSetNode | undefined, keys: Set<string>): void {
  for (const selection of set?.selections ?? []) {
    if (selection.kind === Kind.FIELD) keys.add(selection.alias?.value ?? selection.name.value);
    else if (selection.kind === Kind.INLINE_FRAGMENT) collectKeys(selection.selectionSet, keys);
  }
}
