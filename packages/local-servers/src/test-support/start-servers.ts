import { join } from 'node:path';
import { Redis as Client } from 'ioredis';
import pg from 'pg';
import { startPostgres } from '../postgres/start-postgres.ts';
import { startRedis } from '../redis/start-redis.ts';

// Starts both servers below the folder that is named, twice, writes and reads, and says so.
const [directory = ''] = process.argv.slice(2);
for (const round of ['first', 'second']) {
  await using postgres = await startPostgres({ directory: join(directory, 'postgres') });
  await using redis = await startRedis({ directory: join(directory, 'redis') });
  const database = new pg.Client({ connectionString: postgres.url });
  await database.connect();
  await database.query('CREATE TABLE IF NOT EXISTS t (a int)');
  await database.query('INSERT INTO t VALUES (1)');
  const { rows } = await database.query('SELECT count(*)::int AS n FROM t');
  await database.end();
  const client = new Client(redis.url);
  const n = await client.incr('n');
  client.disconnect();
  process.stdout.write(`${round}: ${rows[0].n} ${n}\n`);
}
