import type { PlanNode } from '@apollo/query-planner';
import { listFetches, type Wave } from '../planning/assign-waves.ts';
import type { Requirements } from '../planning/read-requirements.ts';
import type { TypeIndex } from '../supergraph/type-index.ts';
import { compileDefer } from './compile-defer.ts';
import { compileEntityFetch } from './compile-entity-fetch.ts';
import { compileRootFetch } from './compile-root-fetch.ts';
import type { DescribeFailure } from './describe-failure.ts';
import type { EngineCounters } from './engine-counters.ts';
import type { EngineLogger } from './engine-logger.ts';
import type { PathElement } from './response-data.ts';
import type { Run } from './run.ts';
import type { CallSubgraph } from './subgraph-client/create-subgraph-client.ts';
import type { WaveOptions } from './wave-options.ts';

/** One node of a plan, ready to run. Never rejects: what fails is in the errors of the run. */
export type Step = (run: Run) => Promise<void>;

/** What the steps of a plan share. */
export interface CompileContext {
  /**
   * Whether objects that are the same for a subgraph may be one object here. Not when values depend on ancestors, for
   * then the same entity differs from place to place.
   */
  readonly sharesData: boolean;
  /** The types of entities that are not asked for what the run has of them. None in a mutation, which changes it. */
  readonly reusableTypes: ReadonlySet<string>;
  readonly types: TypeIndex;
  readonly requirements: Requirements;
  /** Whether equal representations are sent once. */
  readonly deduplicates: boolean;
  readonly waveOptions: WaveOptions;
  readonly waves: readonly Wave[];
  readonly counters: EngineCounters;
  readonly callSubgraph: CallSubgraph;
  readonly describeFailure: DescribeFailure;
  readonly logger: EngineLogger;
}

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

/** Compiles a branch of a condition. When it is not taken, no wave may wait for its fetches. */
function compileBranch(node: PlanNode | undefined, context: CompileContext, at: readonly PathElement[]) {
  const members = node
    ? listFetches(node).map((fetch) => ({
        fetch,
        wave: context.waves.findIndex((w) => w.members.has(fetch)),
      }))
    : [];
  return {
    step: node && compilePlan(node, context, at),
    skip(run: Run): void {
      for (const { fetch, wave } of members) void run.waves[wave]?.arrive(fetch, []);
    },
  };
}
