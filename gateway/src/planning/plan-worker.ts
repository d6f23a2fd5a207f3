import { parentPort, workerData } from 'node:worker_threads';
import { parse } from 'graphql';
import { buildSupergraph } from '../supergraph/build-supergraph.ts';
import { createPlanningContext } from './create-planning-context.ts';
import { planOperation } from './plan-operation.ts';

/** What the worker is asked. */
export interface PlanJob {
  /** The canonical document: as text, for its nodes drag the whole of the client's source along. */
  readonly text: string;
  readonly overrides: ReadonlyMap<string, boolean>;
}

/** What it answers: the plan as JSON, or why there is none. Its first message, `ready`, comes before any job. */
export type PlanOutcome = { readonly plan: string } | { readonly failure: string } | 'ready';

const context = createPlanningContext(buildSupergraph((workerData as { readonly sdl: string }).sdl));

function answer({ text, overrides }: PlanJob): PlanOutcome {
  try {
    return { plan: JSON.stringify(planOperation(parse(text, { noLocation: true }), context, overrides)) };
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    return { failure: cause instanceof Error ? cause.message : String(error) };
  }
}

parentPort?.on('message', (job: PlanJob) => parentPort?.postMessage(answer(job)));
parentPort?.postMessage('ready' satisfies PlanOutcome);
