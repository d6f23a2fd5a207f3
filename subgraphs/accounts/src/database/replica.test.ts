import assert from 'node:assert/strict';
import { test } from 'node:test';
import { migrateDatabase } from '@headgate/dev/prisma/migrate-database.ts';
import { startPostgres } from '@headgate/local-servers/postgres/start-postgres.ts';
import { startStandby } from '@headgate/local-servers/postgres/start-standby.ts';
import pg from 'pg';
import { serveTestAccounts } from '../test-support/start-test-accounts.ts';

const ada = { userId: 'ada' };
const viewer = '{ viewer { displayName } }';
const rename = 'mutation { updateProfile(input: { displayName: "Ada L." }) { displayName devices { id } } }';

test('queries read from the replica, mutations from the primary, and both from the primary without it', async () => {
  await using primary = await startPostgres({ durable: true });
  await migrateDatabase(primary.url);
  await using replica = await startStandby(primary);
  await using accounts = await serveTestAccounts(primary.url, { DATABASE_REPLICA_URL: replica.url });
  const connect = async (url: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client;
  };
  const writing = await connect(primary.url);
  const reading = await connect(replica.url);
  await writing.query('SET synchronous_commit = remote_apply');
  await writing.query("INSERT INTO users (id, email, display_name) VALUES ('ada', 'ada@example.com', 'Ada')");
  await reading.query('SELECT pg_wal_replay_pause()');
  // What the primary has and the replica does not know yet tells who answers.
  await writing.query('SET synchronous_commit = on');
  await writing.query("UPDATE users SET display_name = 'Ada on the primary'");
  assert.deepEqual((await accounts.execute(ada, viewer)).data, { viewer: { displayName: 'Ada' } });
  assert.deepEqual((await accounts.execute(ada, rename)).data, {
    updateProfile: { displayName: 'Ada L.', devices: [] },
  });
  assert.deepEqual((await accounts.execute(ada, viewer)).data, { viewer: { displayName: 'Ada' } });
  await reading.end();
  await writing.query("ALTER SYSTEM SET synchronous_standby_names = ''");
  await writing.query('SELECT pg_reload_conf()');
  await writing.end();
  await replica.kill();
  assert.deepEqual((await accounts.execute(ada, viewer)).data, { viewer: { displayName: 'Ada L.' } });
  assert.equal((await fetch(new URL('/health/ready', accounts.url))).status, 200);
});
