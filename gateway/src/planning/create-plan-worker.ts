import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { QueryPlan } from '@apollo/query-planner';
import { gatewayErrors } from '../errors.ts';
import type { PlanJob, PlanOutcome } from './plan-worker.ts';

/** Plans in another thread, one job after the other. */
export interface PlanWorker extends AsyncDisposable {
  /** @throws ServiceError `QUERY_PLANNING_FAILED`, also when it takes too long. */
  plan(job: PlanJob): Promise<QueryPlan>;
}

export interface CreatePlanWorkerOptions {
  readonly sdl: string;
  /** How long one plan may take before the thread is ended. */
  readonly timeoutMs: number;
  /** How long the thread, which holds a planner of its own, outlives its last job. */
  readonly idleMs: number;
}

/** Creates the worker. Its thread starts with the first job. */
export function createPlanWorker({ sdl, timeoutMs, idleMs }: CreatePlanWorkerOptions): PlanWorker {
  let thread: Promise<Worker> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;

  async function startThread(): Promise<Worker> {
    const file = new URL(`./plan-worker${extname(import.meta.filename)}`, import.meta.url);
    const worker = new Worker(file, { workerData: { sdl } });
    worker.unref();
    await once(worker, 'message');
    return worker;
  }

  async function endThread(): Promise<void> {
    clearTimeout(idle);
    const ended = thread;
    thread = undefined;
    await (await ended?.catch(() => undefined))?.terminate();
  }

  async function runJob(job: PlanJob): Promise<QueryPlan> {
    clearTimeout(idle);
    try {
      thread ??= startThread();
      const worker = await thread;
      worker.postMessage(job);
      const [outcome] = (await once(worker, 'message', { signal: AbortSignal.timeout(timeoutMs) })) as [
        PlanOutcome,
      ];
      if (outcome === 'ready') throw new TypeError('The thread got ready twice');
      if ('failure' in outcome)
        throw gatewayErrors.create('QUERY_PLANNING_FAILED', { cause: outcome.failure });
      idle = setTimeout(() => void endThread(), idleMs).unref();
      return JSON.parse(outcome.plan) as QueryPlan;
    } catch (cause) {
      await endThread();
      throw gatewayErrors.create('QUERY_PLANNING_FAILED', { cause });
    }
  }

  return {
    plan(job) {
      const result = last.then(() => runJob(job));
      last = result.catch(() => undefined);
      return result;
    },
    [Symbol.asyncDispose]: endThread,
  };
}
