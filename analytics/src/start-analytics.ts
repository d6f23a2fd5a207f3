import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { alertsContainer } from '@headgate/alerting/alerting-containers.ts';
import { connectCosmos } from '@headgate/cosmos/connect-cosmos.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { Config } from './config.ts';
import { createJobs } from './jobs/create-jobs.ts';
import { serveHealth } from './serve-health.ts';
import { openWarehouse } from './warehouse/open-warehouse.ts';

const cleanUpMs = 60_000;

/** Runs the jobs in a loop until disposed of. A job that fails is logged, and tried again in its turn. */
export async function startAnalytics(
  config: Config,
  logger: Logger,
  now: () => number = Date.now,
): Promise<AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  const cosmos = stack.use(connectCosmos(config.cosmos));
  const warehouse = stack.use(
    await openWarehouse({
      file: join(config.lake, 'warehouse.duckdb'),
      ...(config.memoryLimit && { memoryLimit: config.memoryLimit }),
    }),
  );
  const jobs = createJobs({
    warehouse,
    landing: config.landing,
    gold: join(config.lake, 'gold'),
    alerts: cosmos.database.container(alertsContainer.id),
    horizonDays: config.horizonDays,
    now,
  });
  const stop = new AbortController();
  let isFailing = false;
  const attempt = async (job: string, work: () => Promise<object | number | null>) => {
    try {
      const outcome = await work();
      isFailing = false;
      if (outcome) logger.debug({ job, outcome }, 'job done');
    } catch (error) {
      isFailing = true;
      logger.error({ job, err: error }, 'a job failed, and is tried again');
    }
  };
  const loop = async () => {
    let learnAt = 0;
    let cleanUpAt = 0;
    while (!stop.signal.aborted) {
      await attempt('refresh', jobs.refresh);
      if (now() >= learnAt) {
        await attempt('learn', jobs.learn);
        learnAt = now() + config.learnMs;
      }
      if (now() >= cleanUpAt) {
        await attempt('clean up', jobs.cleanUp);
        cleanUpAt = now() + cleanUpMs;
      }
      await wait(config.refreshMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };
  stack.use(await serveHealth({ ...config, isFailing: () => isFailing }));
  const done = loop();
  logger.info({ landing: config.landing, lake: config.lake }, 'ready');
  const started = stack.move();
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await done;
      await started.disposeAsync();
    },
  };
}
