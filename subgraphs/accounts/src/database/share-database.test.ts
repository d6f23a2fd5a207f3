import assert from 'node:assert/strict';
import { connect, createServer, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { createLogger } from '@headgate/service/create-logger.ts';
import { createTestDatabase, type TestDatabase } from '../test-support/create-test-database.ts';
import { connectDatabase } from './connect-database.ts';
import { createCallerQueue } from './create-caller-queue.ts';
import { shareDatabase } from './share-database.ts';

const config = {
  poolSize: 5,
  connectTimeoutMs: 10_000,
  statementTimeoutMs: 10_000,
  idleTimeoutMs: 30_000,
  maxWaitingPerCaller: 20,
};

let store: TestDatabase;
before(async () => {
  store = await createTestDatabase(config);
});
after(() => store[Symbol.asyncDispose]());

function share() {
  const queue = createCallerQueue(config);
  return (subject: string) => shareDatabase(store.database, queue, subject);
}

/** Waits inside PostgreSQL until `release`, on as many connections as ask. */
function holdBack(database = store.database) {
  return database.$queryRaw`SELECT pg_advisory_xact_lock_shared(1)::text`.then(() => undefined);
}

test('a caller whose statements all hang leaves connections to another caller', async () => {
  const of = share();
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const locked = Promise.withResolvers<void>();
  const holder = store.database.$transaction(
    async (transaction) => {
      await transaction.$queryRaw`SELECT pg_advisory_xact_lock(1)::text`;
      locked.resolve();
      await released;
    },
    { timeout: 60_000 },
  );
  await locked.promise;
  const greedy = of('greedy');
  const hanging = Array.from({ length: 20 }, () => holdBack(greedy));
  assert.equal(await of('modest').user.count(), 0);
  assert.deepEqual(await of('modest').$transaction((transaction) => transaction.user.findMany()), []);
  const more = [holdBack(greedy), holdBack(greedy)];
  await assert.rejects(() => holdBack(greedy), { code: 'TOO_MANY_REQUESTS' });
  release();
  await Promise.all([holder, ...hanging, ...more]);
});

test('a transaction takes one turn, whatever it asks for', async () => {
  const queue = createCallerQueue({ ...config, poolSize: 1 });
  const database = shareDatabase(store.database, queue, 'ada');
  const counts = await database.$transaction(async (transaction) => [
    await transaction.user.count(),
    await transaction.place.count(),
  ]);
  assert.deepEqual(counts, [0, 0]);
});

test('the start of a connection names nothing that PgBouncer would refuse, and statements are limited all the same', async () => {
  const { hostname, port } = new URL(store.postgres.url);
  const starts: string[] = [];
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => {
    const server = connect(Number(port), hostname);
    for (const socket of [client, server]) sockets.add(socket.on('error', () => undefined));
    client.once('data', (chunk) => starts.push(chunk.toString('latin1')));
    client.pipe(server).pipe(client);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const url = new URL(store.postgres.url);
  url.port = String((proxy.address() as { port: number }).port);
  const database = connectDatabase(
    { ...config, url: url.href, statementTimeoutMs: 7_000 },
    createLogger({ name: 'test', level: 'silent' }),
  );
  assert.deepEqual(await database.$queryRaw`SHOW statement_timeout`, [{ statement_timeout: '7s' }]);
  await database.$disconnect();
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => proxy.close(resolve));
  // https://www.pgbouncer.org/config.html#ignore_startup_parameters
  const accepted = new Set([
    'user',
    'database',
    'client_encoding',
    'datestyle',
    'timezone',
    'standard_conforming_strings',
    'application_name',
  ]);
  const names = starts
    .flatMap((start) => start.slice(8).split('\0'))
    .filter((_, index) => index % 2 === 0)
    .filter(Boolean);
  assert(names.length > 0);
  assert.deepEqual(
    names.filter((name) => !accepted.has(name.toLowerCase())),
    [],
  );
});
