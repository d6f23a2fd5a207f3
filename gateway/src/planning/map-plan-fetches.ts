import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';

/** Returns the plan with every fetch replaced by what `map` makes of it; the source of a subscription stays one fetch. */
export function mapPlanFetches(plan: QueryPlan, map: (fetch: FetchNode) => PlanNode): QueryPlan {
  const { node } = plan;
  if (node === undefined) return plan;
  if (node.kind !== 'Subscription') return { ...plan, node: mapNode(node, map) };
  const primary = map(node.primary);
  if (primary.kind !== 'Fetch') throw new TypeError('The source of a subscription cannot be split');
  return { ...plan, node: { ...node, primary, ...(node.rest && { rest: mapNode(node.rest, map) }) } };
}

function mapNode(node: PlanNode, map: (fetch: FetchNode) => PlanNode): PlanNode {
  switch (node.kind) {
    case 'Fetch':
      return map(node);
    case 'Flatten':
      return { ...node, node: mapNode(node.node, map) };
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((child) => mapNode(child, map)) };
    case 'Condition':
      return {
        ...node,
        ...(node.ifClause && { ifClause: mapNode(node.ifClause, map) }),
        ...(node.elseClause && { elseClause: mapNode(node.elseClause, map) }),
      };
    case 'Defer':
      return {
        ...node,
        primary: { ...node.primary, ...(node.primary.node && { node: mapNode(node.primary.node, map) }) },
        deferred: node.deferred.map((part) => ({
          ...part,
          ...(part.node && { node: mapNode(part.node, map) }),
        })),
      };
  }
}
