import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { getOrInsert } from '../../values/get-or-insert.ts';

/** Entity fetches of one plan to one subgraph that can travel together. */
export interface Wave {
  readonly subgraph: string;
  readonly members: ReadonlySet<FetchNode>;
  /** Members that others may have to wait for; the rest is ready earlier and nothing follows it. */
  readonly pacers: ReadonlySet<FetchNode>;
}

/** How many fetches one after the other lead to a fetch, and until when it could be put off without delaying any other. */
interface Window {
  readonly fetch: FetchNode;
  readonly earliest: number;
  readonly latest: number;
}

/**
 * Finds the entity fetches that can share a request: those to one subgraph that are equally many steps from the start.
 * With `postpone`, a fetch that nothing depends on joins a later request to its subgraph when there is one within the
 * steps that the plan takes anyway. Waves of one fetch are left out.
 */
export function assignWaves(plan: PlanNode, { postpone }: { readonly postpone: boolean }): readonly Wave[] {
  const windows: Window[] = [];
  placeNode(plan, 0, measure(plan), windows);
  const bySubgraph = Map.groupBy(windows, ({ fetch }) => fetch.serviceName);
  return [...bySubgraph].flatMap(([subgraph, own]) => {
    const fixed = new Set(
      own.filter(({ earliest, latest }) => !postpone || earliest === latest).map((w) => w.earliest),
    );
    const waves = new Map<number, { members: Set<FetchNode>; pacers: Set<FetchNode> }>();
    for (const { fetch, earliest, latest } of own) {
      const step = fixed.has(earliest) ? earliest : (firstWithin(fixed, earliest, latest) ?? earliest);
      const wave = getOrInsert(waves, step, () => ({ members: new Set(), pacers: new Set() }));
      wave.members.add(fetch);
      if (step === earliest) wave.pacers.add(fetch);
    }
    return Array.from(waves.values(), (wave) => ({ subgraph, ...wave })).filter(
      ({ members }) => members.size > 1,
    );
  });
}

function firstWithin(steps: ReadonlySet<number>, earliest: number, latest: number): number | undefined {
  for (let step = earliest + 1; step <= latest; step++) if (steps.has(step)) return step;
  return undefined;
}

/** How many fetches have to happen one after the other. */
function measure(node: PlanNode): number {
  switch (node.kind) {
    case 'Fetch':
      return 1;
    case 'Flatten':
      return measure(node.node);
    case 'Sequence':
      return node.nodes.reduce((total, child) => total + measure(child), 0);
    case 'Parallel':
      return Math.max(0, ...node.nodes.map(measure));
    case 'Condition':
      return Math.max(0, ...branches(node).map(measure));
    case 'Defer':
      return 0;
  }
}

/** Notes the window of each entity fetch in a node that starts after `start` steps and must be over after `end`. */
function placeNode(node: PlanNode, start: number, end: number, windows: Window[]): void {
  switch (node.kind) {
    case 'Fetch':
      if (node.requires && !node.contextRewrites)
        windows.push({ fetch: node, earliest: start, latest: end - 1 });
      return;
    case 'Flatten':
      placeNode(node.node, start, end, windows);
      return;
    case 'Sequence': {
      let step = start;
      for (const [index, child] of node.nodes.entries()) {
        const next = step + measure(child);
        placeNode(child, step, index === node.nodes.length - 1 ? end : next, windows);
        step = next;
      }
      return;
    }
    case 'Parallel':
      for (const child of node.nodes) placeNode(child, start, end, windows);
      return;
    case 'Condition':
      for (const child of branches(node)) placeNode(child, start, end, windows);
      return;
    case 'Defer':
      return;
  }
}

function branches({ ifClause, elseClause }: Extract<PlanNode, { kind: 'Condition' }>): readonly PlanNode[] {
  return [ifClause, elseClause].filter((clause) => clause !== undefined);
}

/** All fetches inside a node. */
export function listFetches(node: PlanNode): readonly FetchNode[] {
  switch (node.kind) {
    case 'Fetch':
      return [node];
    case 'Flatten':
      return listFetches(node.node);
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(listFetches);
    case 'Condition':
      return branches(node).flatMap(listFetches);
    case 'Defer':
      return [];
  }
}
