import type { DeferNode } from '@apollo/query-planner';
import { type CompileContext, compilePlan, type Step } from './compile-plan.ts';
import type { PathElement } from './response-data.ts';
import type { PendingError } from './run.ts';

/**
 * Compiles a node of which some parts may come later. The step is over with the primary part; deferred ones start as
 * soon as the fetches that they depend on are over, and collect their own errors.
 */
export function compileDefer(node: DeferNode, context: CompileContext, at: readonly PathElement[]): Step {
  const primaryStep = node.primary.node && compilePlan(node.primary.node, context, at);
  const blocks = node.deferred.map((block) => ({
    site: block.label ?? '',
    depends: block.depends.map(({ id }) => id),
    step: block.node && compilePlan(block.node, context, at),
  }));
  return async (run) => {
    const primary = Promise.resolve(primaryStep?.(run));
    const { deferral } = run;
    for (const { site, depends, step } of blocks) {
      deferral?.launch(site, async () => {
        const errors: PendingError[] = [];
        // A condition may have excluded a fetch: nothing is left to wait for when the primary part is over.
        await Promise.race([deferral.whenFetched(depends), primary]);
        await step?.({ ...run, errors });
        return errors;
      });
    }
    await primary;
  };
}
