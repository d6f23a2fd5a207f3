import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { QueryPlan } from '@apollo/query-planner';
import { gatewayErrors } from '../../errors.ts';
import type { PlanJob, PlanOutcome } from './plan-worker.ts';

/** Plans in another thread, one job after the other: small ones first, so that a large one is in nobody's way for long. */
export interface PlanWorker extends AsyncDisposable {
  /**
   * Plans an operation of so many fields.
   * @throws ServiceError `QUERY_PLANNING_FAILED`, `QUERY_PLAN_COMPLEXITY_EXCEEDED` when it has too many ways, takes
   * too long or too much memory, or `SERVICE_UNAVAILABLE` when too many are waiting
   */
  plan(job: PlanJob, fields: number): Promise<QueryPlan>;
}

export interface CreatePlanWorkerOptions {
  readonly sdl: string;
  /** How long one plan may take before the thread is ended. */
  readonly timeoutMs: number;
  /** How long the thread, which holds a planner of its own, outlives its last job. */
  readonly idleMs: number;
  /** How many operations may wait. Default: 500. */
  readonly maxWaiting?: number;
  /** What a plan may take of memory, its planner included: above it the thread ends and the process goes on. Default: 1,024. */
  readonly maxHeapMb?: number;
}

interface WaitingJob {
  readonly job: PlanJob;
  readonly fields: number;
  readonly result: PromiseWithResolvers<QueryPlan>;
}

/** Creates the worker. Its thread starts with the first job. */
export function createPlanWorker({
  sdl,
  timeoutMs,
  idleMs,
  maxWaiting = 500,
  maxHeapMb = 1_024,
}: CreatePlanWorkerOptions): PlanWorker {
  const waiting: WaitingJob[] = [];
  let thread: Promise<Worker> | undefined;
  let isBusy = false;
  let idle: NodeJS.Timeout | undefined;

  async function startThread(): Promise<Worker> {
    const file = new URL(`./plan-worker${extname(import.meta.filename)}`, import.meta.url);
    const worker = new Worker(file, {
      workerData: { sdl },
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
    });
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
    const deadline = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    try {
      thread ??= startThread();
      const worker = await thread;
      timer = setTimeout(() => deadline.abort(), timeoutMs);
      worker.postMessage(job);
      const [outcome] = (await once(worker, 'message', { signal: deadline.signal })) as [PlanOutcome];
      if (outcome === 'ready') throw new TypeError('The thread got ready twice');
      if ('plan' in outcome) return JSON.parse(outcome.plan) as QueryPlan;
      throw createFailure(outcome.isTooMuch, outcome.failure);
    } catch (cause) {
      // A thread that failed to plan is as good as before; one that was cut off, or broke, is not.
      if (cause instanceof Error && cause.name === 'ServiceError') throw cause;
      await endThread();
      const isTooMuch = deadline.signal.aborted || isOutOfMemory(cause);
      throw createFailure(isTooMuch, cause);
    } finally {
      clearTimeout(timer);
    }
  }

  async function work(): Promise<void> {
    isBusy = true;
    clearTimeout(idle);
    while (waiting.length > 0) {
      const fewest = waiting.reduce((least, one) => (one.fields < least.fields ? one : least));
      waiting.splice(waiting.indexOf(fewest), 1);
      await runJob(fewest.job).then(fewest.result.resolve, fewest.result.reject);
    }
    isBusy = false;
    idle = setTimeout(() => void endThread(), idleMs).unref();
  }

  return {
    async plan(job, fields) {
      if (waiting.length >= maxWaiting) throw gatewayErrors.create('SERVICE_UNAVAILABLE');
      const result = Promise.withResolvers<QueryPlan>();
      waiting.push({ job, fields, result });
      if (!isBusy) void work();
      return result.promise;
    },
    [Symbol.asyncDispose]: endThread,
  };
}

function createFailure(isTooMuch: boolean, cause: unknown): Error {
  return gatewayErrors.create(isTooMuch ? 'QUERY_PLAN_COMPLEXITY_EXCEEDED' : 'QUERY_PLANNING_FAILED', {
    cause,
  });
}

function isOutOfMemory(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
