import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { type DirectiveNode, type DocumentNode, Kind, parse, type SelectionSetNode } from 'graphql';

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
    else if (node.kind === 'Flatten' && node.path.length === 0) nodes.push(node.node);
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

function collectKeys(
  set: SelectionSetNode | undefined,
  keys: Set<string>,
  outer: ReadonlyMap<string, boolean> = new Map(),
): void {
  for (const selection of set?.selections ?? []) {
    const conditions = addConditions(selection.directives ?? [], outer);
    if (conditions === 'never') continue;
    if (selection.kind === Kind.FIELD) keys.add(selection.alias?.value ?? selection.name.value);
    else if (selection.kind === Kind.INLINE_FRAGMENT) collectKeys(selection.selectionSet, keys, conditions);
  }
}

/** Adds the values that variables must have; says `never` when these exclude each other. */
function addConditions(
  directives: readonly DirectiveNode[],
  outer: ReadonlyMap<string, boolean>,
): ReadonlyMap<string, boolean> | 'never' {
  const conditions = new Map(outer);
  for (const { name, arguments: args } of directives) {
    const value = args?.find((argument) => argument.name.value === 'if')?.value;
    if (value?.kind !== Kind.VARIABLE) continue;
    const wanted = name.value === 'include';
    if (conditions.get(value.name.value) === !wanted) return 'never';
    conditions.set(value.name.value, wanted);
  }
  return conditions;
}
