import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';

type Path = readonly (string | number)[];

/** Makes something of a fetch, whose data is at a path of the answer. */
type MapFetch = (fetch: FetchNode, path: Path) => PlanNode;

/** Returns the plan with every fetch replaced by what `map` makes of it; the source of a subscription stays one fetch. */
export function mapPlanFetches(plan: QueryPlan, map: MapFetch): QueryPlan {
  const { node } = plan;
  if (node === undefined) return plan;
  if (node.kind !== 'Subscription') return { ...plan, node: mapNode(node, [], map) };
  const primary = map(node.primary, []);
  if (primary.kind !== 'Fetch') throw new TypeError('The source of a subscription cannot be split');
  return { ...plan, node: { ...node, primary, ...(node.rest && { rest: mapNode(node.rest, [], map) }) } };
}

function mapNode(node: PlanNode, path: Path, map: MapFetch): PlanNode {
  switch (node.kind) {
    case 'Fetch':
      return map(node, path);
    case 'Flatten':
      return { ...node, node: mapNode(node.node, [...path, ...node.path], map) };
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((child) => mapNode(child, path, map)) };
    case 'Condition':
      return {
        ...node,
        ...(node.ifClause && { ifClause: mapNode(node.ifClause, path, map) }),
        ...(node.elseClause && { elseClause: mapNode(node.elseClause, path, map) }),
      };
    case 'Defer':
      return {
        ...node,
        primary: {
          ...node.primary,
          ...(node.primary.node && { node: mapNode(node.primary.node, path, map) }),
        },
        deferred: node.deferred.map((part) => ({
          ...part,
          ...(part.node && { node: mapNode(part.node, path, map) }),
        })),
      };
  }
}
