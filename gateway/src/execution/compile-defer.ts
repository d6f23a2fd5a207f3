import type { DeferNode, PlanNode } from '@apollo/query-planner';
import type { PendingError } from './run-state.ts';
import type { Step } from './step.ts';

/**
 * Compiles a node of which some parts may come later. The step is over with the primary part; deferred ones start as
 * soon as the fetches that they depend on are over, and collect their own errors. `compile` compiles the nodes inside.
 */
export function compileDefer(node: DeferNode, compile: (child: PlanNode) => Step): Step {
  const primaryStep = node.primary.node && compile(node.primary.node);
  const blocks = node.deferred.map((block) => ({
    site: block.label ?? '',
    depends: block.depends.map(({ id }) => id),
    step: block.node && compile(block.node),
  }));
  return async (run) => {
    const primary = Promise.resolve(primaryStep?.(run));
    const { deferral } = run;
    for (const { site, depends, step } of blocks) {
      deferral?.launch(site, async () => {
        const errors: PendingError[] = [];
        // A block that depends on no fetch adds to what the primary part brings.
        await (depends.length > 0 ? deferral.whenFetched(depends) : primary);
        await step?.({ ...run, errors });
        return errors;
      });
    }
    await primary;
  };
}
