import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { Redis } from 'ioredis';
import { collectLogs } from '../helpers/collect-logs.ts';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTestSupergraph } from '../helpers/start-test-supergraph.ts';

const fields = Array.from({ length: 12 }, (_, index) => `f${index}`);
const query = `{ ${fields.join(' ')} }`;

function startSupergraph() {
  return startTestSupergraph({
    subgraphs: [
      {
        name: 'a',
        typeDefs: `type Query { ${fields.map((name) => `${name}: Int`).join(' ')} }`,
        resolvers: { Query: Object.fromEntries(fields.map((name) => [name, () => 1])) },
      },
    ],
  });
}

/** A gateway whose connection to Redis stands. */
async function startConnected(sdl: string, env: Readonly<Record<string, string>>) {
  const logs = collectLogs();
  const gateway = await startTestGateway({ sdl, env, logger: logs.logger });
  await logs.saw(/cache is available/);
  return gateway;
}

async function countPlans(url: string | undefined): Promise<string | undefined> {
  const text = await (await fetch(url ?? '')).text();
  return /^headgate_plans_made_total (\d+)$/m.exec(text)?.[1];
}

async function awaitPlan(redis: Redis): Promise<string> {
  for (;;) {
    const [key] = await redis.keys('*plan:*');
    if (key) return key;
  }
}

test('a second gateway finds the plan that the first has made in Redis', async () => {
  await using redis = await startRedis();
  await using supergraph = await startSupergraph();
  using client = Object.assign(new Redis(redis.url), {
    [Symbol.dispose]() {
      client.disconnect();
    },
  });
  const env = { REDIS_URL: redis.url, METRICS_PORT: '0', RESPONSE_CACHE: 'false' };
  await using first = await startConnected(supergraph.sdl, env);
  const { body } = await first.post({ query });
  assert.equal(await countPlans(first.metricsUrl), '1');
  assert.match(await awaitPlan(client), /^headgate:plan:\d+:2\.\d+\.\d+:/);
  await using second = await startConnected(supergraph.sdl, env);
  assert.deepEqual((await second.post({ query })).body, body);
  assert.equal(await countPlans(second.metricsUrl), '0');
});

test('without Redis each gateway plans for itself', async () => {
  await using redis = await startRedis();
  await using supergraph = await startSupergraph();
  await redis.kill();
  const env = { REDIS_URL: redis.url, METRICS_PORT: '0', RESPONSE_CACHE: 'false' };
  await using gateway = await startTestGateway({ sdl: supergraph.sdl, env });
  const { body } = await gateway.post({ query });
  assert.equal(body.errors, undefined);
  assert.equal(await countPlans(gateway.metricsUrl), '1');
});
