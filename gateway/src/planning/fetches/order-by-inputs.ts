import type { DeferNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { type Exchange, type Fields, readExchange, readFieldPath } from '../plans/read-exchange.ts';
import type { FetchDocuments } from './fetch-documents.ts';

/** What is there already, and how to find out what nodes need and bring. */
interface Surroundings {
  readonly available: Fields;
  /** What is there after each fetch that deferred blocks may depend on, by its id. */
  readonly fetched: Map<string, Fields>;
  readonly read: (node: PlanNode, path: readonly string[]) => Exchange;
}

/**
 * Puts fetches that are planned to run side by side one after the other when one brings what the other needs: the
 * planner forgets that order for fields of interface objects that require fields of other interface objects.
 */
export function orderByInputs(plan: QueryPlan, documents: FetchDocuments): QueryPlan {
  const { node } = plan;
  const none: Surroundings = {
    available: new Set(),
    fetched: new Map(),
    read: (part, path) => readExchange(part, path, documents),
  };
  if (node?.kind === 'Subscription') {
    return { ...plan, node: { ...node, ...(node.rest && { rest: orderNode(node.rest, [], none) }) } };
  }
  if (node === undefined || !hasParallel(node)) return plan;
  return { ...plan, node: orderNode(node, [], none) };
}

function hasParallel(node: PlanNode): boolean {
  if (node.kind === 'Sequence') return node.nodes.some(hasParallel);
  if (node.kind === 'Condition')
    return [node.ifClause, node.elseClause].some((branch) => branch && hasParallel(branch));
  if (node.kind === 'Flatten') return hasParallel(node.node);
  if (node.kind === 'Defer')
    return [node.primary, ...node.deferred].some((part) => part.node && hasParallel(part.node));
  return node.kind === 'Parallel';
}

function orderNode(node: PlanNode, path: readonly string[], around: Surroundings): PlanNode {
  const { available, fetched, read } = around;
  if (node.kind === 'Fetch') {
    if (node.id !== undefined) fetched.set(node.id, available.union(read(node, path).bringsAlways));
    return node;
  }
  if (node.kind === 'Sequence') {
    let known = available;
    const nodes = node.nodes.map((child) => {
      const ordered = orderNode(child, path, { ...around, available: known });
      known = known.union(read(child, path).bringsAlways);
      return ordered;
    });
    return { ...node, nodes };
  }
  if (node.kind === 'Condition') {
    return {
      ...node,
      ...(node.ifClause && { ifClause: orderNode(node.ifClause, path, around) }),
      ...(node.elseClause && { elseClause: orderNode(node.elseClause, path, around) }),
    };
  }
  if (node.kind === 'Flatten') {
    return { ...node, node: orderNode(node.node, [...path, ...readFieldPath(node.path)], around) };
  }
  if (node.kind === 'Defer') return orderDefer(node, path, around);
  const children = node.nodes.map((child) => orderNode(child, path, around));
  const steps = orderSteps(children, path, around);
  const nodes = steps.map((step): PlanNode => {
    const [only] = step;
    return step.length === 1 && only !== undefined ? only : { kind: 'Parallel', nodes: [...step] };
  });
  const [only] = nodes;
  return nodes.length === 1 && only !== undefined ? only : { kind: 'Sequence', nodes };
}

function orderDefer(node: DeferNode, path: readonly string[], around: Surroundings): DeferNode {
  const { available, fetched, read } = around;
  const primary = node.primary.node && orderNode(node.primary.node, path, around);
  const whole = primary ? available.union(read(primary, path).bringsAlways) : available;
  return {
    ...node,
    primary: { ...node.primary, ...(primary && { node: primary }) },
    deferred: node.deferred.map((block) => {
      if (block.node === undefined) return block;
      // One that depends on no fetch waits for the primary part.
      const before = block.depends.map(({ id }) => fetched.get(id) ?? available);
      const there = before.reduce((all, each) => all.union(each), before.length > 0 ? available : whole);
      return { ...block, node: orderNode(block.node, path, { ...around, available: there }) };
    }),
  };
}

/** Divides nodes into steps: each node comes after those that bring what it lacks. */
function orderSteps(
  nodes: readonly PlanNode[],
  path: readonly string[],
  { available, read }: Surroundings,
): readonly (readonly PlanNode[])[] {
  const waiting = new Map(nodes.map((node) => [node, read(node, path)]));
  const steps: PlanNode[][] = [];
  let known = available;
  while (waiting.size > 0) {
    const step = [...waiting.keys()].filter((node) => {
      const lacks = waiting.get(node)?.needs.difference(known) ?? new Set();
      return waiting.entries().every(([other, { brings }]) => other === node || brings.isDisjointFrom(lacks));
    });
    if (step.length === 0) step.push(...waiting.keys());
    for (const node of step) {
      known = known.union(waiting.get(node)?.bringsAlways ?? new Set());
      waiting.delete(node);
    }
    steps.push(step);
  }
  return steps;
}
