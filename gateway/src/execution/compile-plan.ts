import type { PlanNode } from '@apollo/query-planner';
import { listFetches } from '../planning/fetches/assign-waves.ts';
import type { CompileContext } from './compile-context.ts';
import { compileDefer } from './compile-defer.ts';
import { compileEntityFetch } from './fetching/compile-entity-fetch.ts';
import { compileRootFetch } from './fetching/compile-root-fetch.ts';
import { listFetchIds } from './fetching/list-fetch-ids.ts';
import type { Run } from './run.ts';
import type { Step } from './step.ts';
import type { PathElement } from './tape/path.ts';

/** Compiles a plan to closures. `at` is the path that the flatten nodes around it add up to. */
export function compilePlan(node: PlanNode, context: CompileContext, at: readonly PathElement[] = []): Step {
  switch (node.kind) {
    case 'Fetch':
      return markFetched(
        node.id,
        node.requires === undefined
          ? compileRootFetch(node, at, context)
          : compileEntityFetch(node, at, context),
      );
    case 'Flatten':
      return compilePlan(node.node, context, [...at, ...node.path]);
    case 'Sequence': {
      const steps = node.nodes.map((child) => compilePlan(child, context, at));
      return async (run) => {
        for (const step of steps) await step(run);
      };
    }
    case 'Parallel': {
      const steps = node.nodes.map((child) => compilePlan(child, context, at));
      return async (run) => {
        await Promise.all(steps.map((step) => step(run)));
      };
    }
    case 'Condition': {
      const ifBranch = compileBranch(node.ifClause, context, at);
      const elseBranch = compileBranch(node.elseClause, context, at);
      return async (run) => {
        const isTrue = run.request.variables[node.condition] === true;
        const [taken, left] = isTrue ? [ifBranch, elseBranch] : [elseBranch, ifBranch];
        left.skip(run);
        await taken.step?.(run);
      };
    }
    case 'Defer':
      return compileDefer(node, (child) => compilePlan(child, context, at));
  }
}

/** Tells when a fetch is over, if deferred blocks depend on it. */
function markFetched(id: string | undefined, step: Step): Step {
  if (id === undefined) return step;
  return async (run) => {
    await step(run);
    run.deferral?.markFetched(id);
  };
}

/** Compiles a branch of a condition. When it is not taken, no wave and no deferred block may wait for its fetches. */
function compileBranch(node: PlanNode | undefined, context: CompileContext, at: readonly PathElement[]) {
  const members = node
    ? listFetches(node).map((fetch) => ({
        fetch,
        wave: context.waves.findIndex((w) => w.members.has(fetch)),
      }))
    : [];
  const ids = listFetchIds(node);
  return {
    step: node && compilePlan(node, context, at),
    skip(run: Run): void {
      for (const id of ids) run.deferral?.markFetched(id);
      for (const { fetch, wave } of members) void run.waves[wave]?.arrive(fetch, []);
    },
  };
}
