import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger } from '@headgate/service/create-logger.ts';
import { createTestDatabase } from '../test-support/create-test-database.ts';
import { connectDatabase } from './connect-database.ts';

test('a transaction that takes too long, or finds no connection in time, is an outage', async () => {
  await using store = await createTestDatabase();
  const config = {
    url: store.postgres.url,
    poolSize: 1,
    connectTimeoutMs: 300,
    statementTimeoutMs: 1_000,
    idleTimeoutMs: 10_000,
    maxWaitingPerCaller: 10,
  };
  const database = connectDatabase(config, createLogger({ name: 'test', level: 'silent' }));
  try {
    await database.user.count();
    const slow = database.$transaction(async (transaction) => {
      for (let n = 0; n < 4; n += 1) await transaction.$queryRaw`SELECT 1 AS one FROM pg_sleep(0.6)`;
    });
    const late = database.$transaction((transaction) => transaction.user.count());
    const outcomes = await Promise.allSettled([slow, late]);
    assert.deepEqual(
      outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.code),
      ['SERVICE_UNAVAILABLE', 'SERVICE_UNAVAILABLE'],
    );
    assert.deepEqual(
      outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.cause.code),
      ['P2028', 'P2028'],
    );
  } finally {
    await database.$disconnect();
  }
});
