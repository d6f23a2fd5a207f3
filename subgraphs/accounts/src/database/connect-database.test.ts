import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { createLogger } from '@headgate/service/create-logger.ts';
import { createTestDatabase, type TestDatabase } from '../test-support/create-test-database.ts';
import { connectDatabase } from './connect-database.ts';

const unavailable = { code: 'SERVICE_UNAVAILABLE' };
const limits = {
  poolSize: 1,
  connectTimeoutMs: 300,
  statementTimeoutMs: 200,
  idleTimeoutMs: 1_000,
  maxWaitingPerCaller: 200,
};

let store: TestDatabase;
before(async () => {
  store = await createTestDatabase(limits);
});
after(() => store[Symbol.asyncDispose]());

test('a statement that takes too long is given up, and the connection goes on', async () => {
  await assert.rejects(() => store.database.$queryRaw`SELECT pg_sleep(10)::text`, unavailable);
  assert.equal(await store.database.user.count(), 0);
});

test('a server that says nothing any more is given up, and another connection is made', async () => {
  const [row] = await store.database.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
  const pid = row?.pid ?? 0;
  process.kill(pid, 'SIGSTOP');
  try {
    await assert.rejects(() => store.database.user.count(), unavailable);
    assert.equal(await store.database.user.count(), 0);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
});

test('a transaction whose connection ends before it does is given up, and another connection is made', async () => {
  const isThere = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  const transact = () =>
    store.database.$transaction(async (transaction) => {
      const [row] = await transaction.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
      const pid = row?.pid ?? assert.fail();
      process.kill(pid, 'SIGTERM');
      while (isThere(pid)) await setImmediate();
    });
  await assert.rejects(transact, unavailable);
  // The pool may have it back before it hears that it has ended: that costs one query more.
  const count = () => store.database.user.count();
  const counted = await count().catch((error: unknown) => {
    assert.equal((error as { code?: string }).code, 'SERVICE_UNAVAILABLE');
    return count();
  });
  assert.equal(counted, 0);
});

test('who waits too long for a connection of the pool is told so', async () => {
  const url = store.postgres.url;
  const database = connectDatabase(
    { ...limits, url, statementTimeoutMs: 5_000 },
    createLogger({ name: 'test', level: 'silent' }),
  );
  const slow = database.$queryRaw`SELECT pg_sleep(1)::text`.then(() => {}); // Prisma starts when somebody waits
  await assert.rejects(() => database.user.count(), unavailable);
  await slow;
  await database.$disconnect();
});

test('points in time are kept, wherever the server is', async () => {
  await store.database.$queryRaw`ALTER SYSTEM SET timezone TO 'Asia/Tokyo'`;
  await store.postgres.restart();
  const createdAt = new Date('2026-03-29T01:30:00.123Z');
  await store.database.user.create({
    data: { id: 'u', email: 'u@example.com', displayName: 'U', createdAt },
  });
  const [row] = await store.database.$queryRaw<{ ms: number; createdAt: Date }[]>`
    SELECT extract(epoch FROM created_at)::float8 * 1000 AS ms, created_at AS "createdAt" FROM users`;
  assert.deepEqual(row, { ms: createdAt.getTime(), createdAt });
});

test('an error that is not of the connection stays as it is', async () => {
  await assert.rejects(() => store.database.$queryRaw`SELECT 1 / 0`, /division by zero/);
});
