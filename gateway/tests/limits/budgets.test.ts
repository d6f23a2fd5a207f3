import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { startRedisCluster } from '@headgate/local-servers/redis/start-redis-cluster.ts';
import { connectRedis } from '@headgate/redis/connect-redis.ts';
import { createMemoryBudgets } from '../../src/limits/cost/create-memory-budgets.ts';
import { createRedisBudgets } from '../../src/limits/cost/create-redis-budgets.ts';

const policy = { capacity: 100, windowSeconds: 10 };

test('a bucket gives what it holds, and fills up again at an even pace', () => {
  let nowMs = 0;
  const budgets = createMemoryBudgets(() => nowMs);
  assert.deepEqual(budgets.take('a', 60, policy), { isTaken: true, left: 40, retryAfterSeconds: 0 });
  assert.deepEqual(budgets.take('a', 60, policy), { isTaken: false, left: 40, retryAfterSeconds: 2 });
  assert.deepEqual(budgets.take('b', 60, policy), { isTaken: true, left: 40, retryAfterSeconds: 0 });
  nowMs = 2_000;
  assert.deepEqual(budgets.take('a', 60, policy), { isTaken: true, left: 0, retryAfterSeconds: 0 });
  nowMs = 60_000;
  assert.deepEqual(budgets.take('a', 1, policy), { isTaken: true, left: 99, retryAfterSeconds: 0 });
});

test('what is given back can be taken again, and no bucket holds more than it can', () => {
  const budgets = createMemoryBudgets(() => 0);
  void budgets.take('a', 60, policy);
  budgets.giveBack('a', 50, policy);
  assert.deepEqual(budgets.take('a', 90, policy), { isTaken: true, left: 0, retryAfterSeconds: 0 });
  budgets.giveBack('a', 500, policy);
  assert.deepEqual(budgets.take('a', 100, policy), { isTaken: true, left: 0, retryAfterSeconds: 0 });
});

test('gateways share a bucket in Redis, however many take from it at once', async () => {
  await using redis = await startRedis();
  const problems: string[] = [];
  await using one = connectRedis({ url: redis.url });
  await using other = connectRedis({ url: redis.url });
  await Promise.all([one.ready(5_000), other.ready(5_000)]);
  const gateways = [one, other].map(({ client }) =>
    createRedisBudgets({
      client,
      prefix: 'test:',
      deadlineMs: 5_000,
      fallback: createMemoryBudgets(() => 0),
      onFailure: (problem) => problems.push(problem),
    }),
  );
  const hourly = { capacity: 100, windowSeconds: 3_600 };
  const states = await Promise.all(
    Array.from({ length: 60 }, (_, index) => gateways[index % 2]?.take('a', 5, hourly)),
  );
  assert.equal(states.filter((state) => state?.isTaken).length, 20);
  const refused = await gateways[0]?.take('a', 50, hourly);
  assert.equal(refused?.isTaken, false);
  assert(
    refused.retryAfterSeconds > 1_700 && refused.retryAfterSeconds <= 1_800,
    `${refused.retryAfterSeconds}`,
  );
  gateways[0]?.giveBack('a', 30, hourly);
  assert.equal((await gateways[1]?.take('a', 30, hourly))?.isTaken, true);
  assert.deepEqual(await one.client.keys('*'), ['test:budget:a']);
  assert((await one.client.pttl('test:budget:a')) > 0);
  assert.deepEqual(problems, []);
});

test('while Redis is away a gateway counts by itself, and does not wait for it with each request', async () => {
  const redis = await startRedis();
  await using connection = connectRedis({ url: redis.url });
  await connection.ready(5_000);
  const problems: string[] = [];
  const budgets = createRedisBudgets({
    client: connection.client,
    prefix: '',
    deadlineMs: 1_000,
    fallback: createMemoryBudgets(() => 0),
    onFailure: (problem) => problems.push(problem),
  });
  await budgets.take('a', 100, policy);
  await redis[Symbol.asyncDispose]();
  assert.equal((await budgets.take('a', 60, policy)).isTaken, true);
  assert.equal((await budgets.take('a', 60, policy)).isTaken, false);
  assert.equal(problems.length, 1);
});

test('buckets are spread over the nodes of a cluster', async () => {
  await using cluster = await startRedisCluster();
  await using connection = connectRedis({ url: cluster.url, cluster: true });
  await connection.ready(10_000);
  const budgets = createRedisBudgets({
    client: connection.client,
    prefix: 'test:',
    deadlineMs: 5_000,
    fallback: createMemoryBudgets(() => 0),
    onFailure: assert.fail,
  });
  for (let caller = 0; caller < 20; caller += 1) {
    assert.equal(
      (await budgets.take(`${caller}`, 100, { capacity: 100, windowSeconds: 3_600 })).isTaken,
      true,
    );
    assert.equal(
      (await budgets.take(`${caller}`, 100, { capacity: 100, windowSeconds: 3_600 })).isTaken,
      false,
    );
  }
});
