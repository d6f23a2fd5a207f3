import { fileURLToPath } from 'node:url';
import type { Contender } from '../contenders/contender.ts';
import { headgate, stock } from '../contenders/contenders.ts';

const bareMain = fileURLToPath(new URL('../contenders/bare/main.ts', import.meta.url));

/** A machine that is busy with other things must not make a hit a miss. */
const patience = { REDIS_DEADLINE_MS: '10000' };

/** Apollo Server with its own response cache, before the stock gateway. */
export const createStockCached = (redisUrl: string): Contender => ({
  ...stock,
  name: 'stock-cached',
  title: '@apollo/gateway, response cache plugin',
  packages: [...stock.packages, '@apollo/server-plugin-response-cache'],
  env: { REDIS_URL: redisUrl },
});

export const createHeadgateInProcess = (redisUrl: string): Contender => ({
  ...headgate,
  name: 'headgate-process',
  title: 'Headgate, hit in process',
  env: { ...patience, REDIS_URL: redisUrl, CACHE_PREFIX: 'process:' },
});

export const createHeadgateInRedis = (redisUrl: string): Contender => ({
  ...headgate,
  name: 'headgate-redis',
  title: 'Headgate, hit in Redis',
  // No answer is small enough for a process that may keep one byte.
  env: { ...patience, REDIS_URL: redisUrl, CACHE_PREFIX: 'redis:', CACHE_MEMORY_BYTES: '1' },
});

/** Node's own HTTP server, which knows one answer. */
export const createBareServer = (body: string): Contender => ({
  name: 'bare',
  title: 'node:http, the same bytes',
  packages: [],
  command: ({ port }) => [bareMain, String(port), body],
});
