import assert from 'node:assert/strict';
import dns from 'node:dns';
import { test } from 'node:test';
import { migrateDatabase } from '@headgate/dev/prisma/migrate-database.ts';
import { startPostgres } from '@headgate/local-servers/postgres/start-postgres.ts';
import { startStandby } from '@headgate/local-servers/postgres/start-standby.ts';
import { type Front, startFront } from '@headgate/local-servers/start-front.ts';
import { createLogger } from '@headgate/service/create-logger.ts';
import pg from 'pg';
import { type ServedAccounts, serveTestAccounts } from '../test-support/start-test-accounts.ts';
import { startWriters } from '../test-support/start-writers.ts';
import { connectDatabase } from './connect-database.ts';

const operator = { userId: 'ada', roles: ['operator'] };
const write = 'mutation { updateProfile(input: { displayName: "Ada" }) { displayName } }';
const read = '{ viewer { displayName } }';

/** Statements may take so long that nothing but a look at the server can free the pool from one that fell silent. */
const env = { DATABASE_STATEMENT_TIMEOUT_MS: '120000', DATABASE_CONNECT_TIMEOUT_MS: '60000' };

/** The subgraph, and a client of its database such as it has itself. */
async function serve(databaseUrl: string) {
  const stack = new AsyncDisposableStack();
  const accounts = stack.use(await serveTestAccounts(databaseUrl, env));
  const database = connectDatabase(
    {
      url: databaseUrl,
      poolSize: 8,
      connectTimeoutMs: 60_000,
      statementTimeoutMs: 120_000,
      idleTimeoutMs: 30_000,
      watchIntervalMs: 500,
    },
    createLogger({ name: 'test', level: 'silent' }),
  );
  stack.defer(() => database.$disconnect());
  return { ...accounts, database, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

async function startPair() {
  const stack = new AsyncDisposableStack();
  const primary = stack.use(await startPostgres({ durable: true }));
  await migrateDatabase(primary.url);
  const standby = stack.use(await startStandby(primary));
  return { primary, standby, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** Has a primary take no more writes, as one that has lost its place, and wait for no standby. */
async function demote(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("ALTER SYSTEM SET synchronous_standby_names = ''");
  await client.query('ALTER SYSTEM SET default_transaction_read_only = on');
  await client.query('SELECT pg_reload_conf()');
  await client.end();
}

const through = (url: string, front: Front, host = '127.0.0.1') => {
  const address = new URL(url);
  address.host = `${host}:${front.port}`;
  return address.href;
};

const isReady = async ({ url }: ServedAccounts) =>
  (await fetch(new URL('/health/ready', url))).status === 200;

test('nothing acknowledged is lost while a server is cut off, refused, silent, read-only and promoted', async (t) => {
  await using pair = await startPair();
  await using front = await startFront(pair.primary.port);
  await using accounts = await serve(through(pair.primary.url, front));
  const seed = { id: 'ada', email: 'ada@example.com', displayName: 'Ada' };
  await accounts.database.user.create({ data: seed });
  const code = async (query: string) =>
    (await accounts.execute(operator, query)).errors?.[0]?.extensions.code ?? 'OK';
  const writers = startWriters(accounts.database, 6);
  await writers.acknowledged(200);
  assert.equal(await code(write), 'OK');

  await pair.primary.kill();
  await writers.failed();
  await front.lead('refused');
  assert.equal(await code(write), 'SERVICE_UNAVAILABLE');
  assert.equal(await isReady(accounts), false);

  await front.lead('silent');
  assert.equal(await isReady(accounts), false);

  front.cut();
  await front.lead(pair.standby.port);
  await writers.failed();
  while ((await code(read)) !== 'OK');
  const { errors } = await accounts.execute(operator, write);
  assert.deepEqual(errors?.[0]?.extensions, { code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 1 });
  assert.equal(await isReady(accounts), false);

  await pair.standby.promote();
  const promotedAt = performance.now();
  await writers.acknowledged(1);
  t.diagnostic(`written again ${Math.round(performance.now() - promotedAt)} ms after the promotion`);
  // Its own watch may notice the promotion only now, and cut what it had.
  while ((await code(write)) !== 'OK');
  while (!(await isReady(accounts)));
  const { acknowledged, codes } = await writers.stop();
  const rows = await accounts.database.user.findMany({ select: { id: true } });
  const there = new Set(rows.map(({ id }) => id));
  assert.deepEqual(
    acknowledged.filter((id) => !there.has(id)),
    [],
  );
  assert.deepEqual([...codes], ['SERVICE_UNAVAILABLE']);
  t.diagnostic(`${acknowledged.length} writes acknowledged, none lost`);
});

test('a pool full of statements to a server that fell silent is freed when another has taken over', async (t) => {
  await using pair = await startPair();
  await using front = await startFront(pair.primary.port);
  await using accounts = await serve(through(pair.primary.url, front));
  const writers = startWriters(accounts.database, 12);
  await writers.acknowledged(50);
  await front.silence();
  await pair.primary.kill();
  await pair.standby.promote();
  await front.lead(pair.standby.port);
  const takenOverAt = performance.now();
  // Their statements would wait for two minutes.
  await writers.acknowledged(1);
  t.diagnostic(`written again ${Math.round(performance.now() - takenOverAt)} ms after the takeover`);
  await writers.stop();
});

test('a name that leads to another server is followed, though the old one lives on and is read-only', async (t) => {
  await using pair = await startPair();
  await using old = await startFront(pair.primary.port, { host: '127.0.0.2' });
  await using next = await startFront('refused', { host: '127.0.0.3', port: old.port });
  let address = '127.0.0.2';
  const { lookup } = dns;
  t.mock.method(dns, 'lookup', ((name: string, options: dns.LookupOptions, callback: () => void) =>
    lookup(name === 'db.example' ? address : name, options, callback)) as typeof lookup);
  await using accounts = await serve(through(pair.primary.url, old, 'db.example'));
  const writers = startWriters(accounts.database, 4);
  await writers.acknowledged(20);
  await demote(pair.primary.url);
  await pair.standby.promote();
  await writers.failed();
  assert.equal(await isReady(accounts), false);
  await next.lead(pair.standby.port);
  address = '127.0.0.3';
  await writers.acknowledged(1);
  while (!(await isReady(accounts)));
  await writers.stop();
});
