import type { FetchNode, PlanNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, type OperationDefinitionNode, parse, type SelectionSetNode } from 'graphql';

/** Fields as `path.name`, where lists leave no trace in the path. */
type Fields = ReadonlySet<string>;

/** What the fetches of a node need to be there before, and what they bring. */
interface Exchange {
  readonly needs: Fields;
  readonly brings: Fields;
}

/**
 * Puts fetches that are planned to run side by side one after the other when one brings what the other needs: the
 * planner forgets that order for fields of interface objects that require fields of other interface objects.
 */
export function orderByInputs(plan: QueryPlan): QueryPlan {
  const { node } = plan;
  if (node === undefined || node.kind === 'Subscription' || !hasParallel(node)) return plan;
  return { ...plan, node: orderNode(node, [], new Set()) };
}

function hasParallel(node: PlanNode): boolean {
  if (node.kind === 'Sequence') return node.nodes.some(hasParallel);
  if (node.kind === 'Condition')
    return [node.ifClause, node.elseClause].some((branch) => branch && hasParallel(branch));
  return node.kind === 'Parallel';
}

function orderNode(node: PlanNode, path: readonly string[], available: Fields): PlanNode {
  if (node.kind === 'Sequence') {
    let known = available;
    const nodes = node.nodes.map((child) => {
      const ordered = orderNode(child, path, known);
      known = known.union(readExchange(child, path).brings);
      return ordered;
    });
    return { ...node, nodes };
  }
  if (node.kind === 'Condition') {
    return {
      ...node,
      ...(node.ifClause && { ifClause: orderNode(node.ifClause, path, available) }),
      ...(node.elseClause && { elseClause: orderNode(node.elseClause, path, available) }),
    };
  }
  if (node.kind !== 'Parallel') return node;
  const children = node.nodes.map((child) => orderNode(child, path, available));
  const steps = orderSteps(children, path, available);
  const nodes = steps.map((step): PlanNode => {
    const [only] = step;
    return step.length === 1 && only !== undefined ? only : { kind: 'Parallel', nodes: [...step] };
  });
  const [only] = nodes;
  return nodes.length === 1 && only !== undefined ? only : { kind: 'Sequence', nodes };
}

/** Divides nodes into steps: each node comes after those that bring what it lacks. */
function orderSteps(
  nodes: readonly PlanNode[],
  path: readonly string[],
  available: Fields,
): readonly (readonly PlanNode[])[] {
  const waiting = new Map(nodes.map((node) => [node, readExchange(node, path)]));
  const steps: PlanNode[][] = [];
  let known = available;
  while (waiting.size > 0) {
    const step = [...waiting.keys()].filter((node) => {
      const lacks = waiting.get(node)?.needs.difference(known) ?? new Set();
      return waiting.entries().every(([other, { brings }]) => other === node || brings.isDisjointFrom(lacks));
    });
    if (step.length === 0) step.push(...waiting.keys());
    for (const node of step) {
      known = known.union(waiting.get(node)?.brings ?? new Set());
      waiting.delete(node);
    }
    steps.push(step);
  }
  return steps;
}

function readExchange(node: PlanNode, path: readonly string[]): Exchange {
  switch (node.kind) {
    case 'Fetch':
      return readFetch(node, path);
    case 'Flatten':
      return readExchange(node.node, [
        ...path,
        ...node.path.filter((element) => element !== '@').map(String),
      ]);
    case 'Sequence':
    case 'Parallel':
      return combine(node.nodes.map((child) => readExchange(child, path)));
    case 'Condition': {
      const branches = [node.ifClause, node.elseClause].filter((branch) => branch !== undefined);
      return combine(branches.map((branch) => readExchange(branch, path)));
    }
    case 'Defer':
      return combine([]);
  }
}

/** What a node needs that its own fetches do not bring, and what they bring. */
function combine(exchanges: readonly Exchange[]): Exchange {
  const brings = new Set(exchanges.flatMap((exchange) => [...exchange.brings]));
  const needs = new Set(exchanges.flatMap((exchange) => [...exchange.needs])).difference(brings);
  return { needs, brings };
}

function readFetch(fetch: FetchNode, path: readonly string[]): Exchange {
  const { selectionSet } = parse(fetch.operation, { noLocation: true })
    .definitions[0] as OperationDefinitionNode;
  const [entities] = selectionSet.selections;
  const isEntityFetch = fetch.requires !== undefined && entities?.kind === Kind.FIELD;
  const brings = new Set<string>();
  collectBrought(isEntityFetch ? entities.selectionSet : selectionSet, path, brings);
  const needs = new Set<string>();
  collectNeeded(fetch.requires ?? [], path, needs);
  return { needs, brings };
}

function collectBrought(
  set: SelectionSetNode | undefined,
  path: readonly string[],
  fields: Set<string>,
): void {
  for (const selection of set?.selections ?? []) {
    if (selection.kind === Kind.INLINE_FRAGMENT) collectBrought(selection.selectionSet, path, fields);
    if (selection.kind !== Kind.FIELD || selection.name.value === '__typename') continue;
    const inner = [...path, (selection.alias ?? selection.name).value];
    fields.add(inner.join('.'));
    collectBrought(selection.selectionSet, inner, fields);
  }
}

function collectNeeded(
  selections: readonly QueryPlanSelectionNode[],
  path: readonly string[],
  fields: Set<string>,
): void {
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') collectNeeded(selection.selections, path, fields);
    else if (selection.name !== '__typename') fields.add([...path, selection.name].join('.'));
  }
}
