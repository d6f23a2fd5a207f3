import { parentPort, workerData } from 'node:worker_threads';
import { parse } from 'graphql';
import { buildSupergraph } from '../../supergraph/build-supergraph.ts';
import { createPlanningContext } from '../create-planning-context.ts';
import { createFetchDocuments } from '../fetches/fetch-documents.ts';
import { BoundsReachedError, planOperation } from '../plan-operation.ts';

/** What the worker is asked. */
export interface PlanJob {
  /** The canonical document: as text, for its nodes drag the whole of the client's source along. */
  readonly text: string;
  readonly overrides: ReadonlyMap<string, boolean>;
}

/** What it answers: the plan as JSON, or why there is none. Its first message, `ready`, comes before any job. */
export type PlanOutcome =
  | { readonly plan: string }
  | { readonly failure: string; readonly isTooMuch: boolean }
  | 'ready';

const context = createPlanningContext(buildSupergraph((workerData as { readonly sdl: string }).sdl));

function answer({ text, overrides }: PlanJob): PlanOutcome {
  try {
    using documents = createFetchDocuments();
    const document = parse(text, { noLocation: true });
    return { plan: JSON.stringify(planOperation(document, context, { overrides, documents })) };
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const failure = cause instanceof Error ? cause.message : String(error);
    return { failure, isTooMuch: error instanceof BoundsReachedError };
  }
}

parentPort?.on('message', (job: PlanJob) => parentPort?.postMessage(answer(job)));
parentPort?.postMessage('ready' satisfies PlanOutcome);
