import { type RequestHandler, Router } from 'express';

/** Each check resolves when its dependency can serve; rejects, or takes too long, when it cannot. */
export type HealthChecks = Readonly<Record<string, () => Promise<unknown>>>;

/** How much there is to do, by name and unit. */
export type ReadLoad = () => Readonly<Record<string, number>>;

const checkTimeoutMs = 2_000;

/**
 * `GET /health/live`: 200 while the process can answer at all.
 * `GET /health/ready`: 200 with `{"status":"ready","checks":{…}}` when every dependency answers, else 503 naming those that do not.
 * `GET /health/load`: numbers that an autoscaler asks for, such as `{"lagSeconds":0.2}`; 404 where there are none.
 */
export function serveHealth(
  checks: HealthChecks,
  isDraining: () => boolean,
  readLoad?: ReadLoad,
): RequestHandler {
  const router = Router();
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'live' });
  });
  router.get('/health/ready', async (_request, response) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await run(check)] as const),
    );
    const ready = !isDraining() && results.every(([, state]) => state === 'ok');
    response.status(ready ? 200 : 503).json({
      status: isDraining() ? 'draining' : ready ? 'ready' : 'unavailable',
      checks: Object.fromEntries(results),
    });
  });
  if (readLoad) {
    router.get('/health/load', (_request, response) => {
      response.json(readLoad());
    });
  }
  return router;
}

async function run(check: () => Promise<unknown>): Promise<'ok' | 'failed' | 'timeout'> {
  const { promise: timeout, resolve } = Promise.withResolvers<'timeout'>();
  const timer = setTimeout(() => resolve('timeout'), checkTimeoutMs);
  const outcome = check().then(
    () => 'ok' as const,
    () => 'failed' as const,
  );
  return Promise.race([outcome, timeout]).finally(() => clearTimeout(timer));
}
