// `npm run prisma -- migrate dev`: Prisma's command line on DATABASE_URL, or else on the database of the local stack.
import { join } from 'node:path';
import { findRunningPostgres } from '@headgate/local-servers/postgres/find-running-postgres.ts';
import { startPostgres } from '@headgate/local-servers/postgres/start-postgres.ts';
import { repositoryCache } from '@headgate/local-servers/repository.ts';
import { runPrisma } from './run-prisma.ts';

const args = process.argv.slice(2);
const directory = join(repositoryCache, 'stack', 'postgres');
const database = 'headgate';

await using local = await openDatabase();
process.exitCode = await runPrisma({ args, env: process.env, databaseUrl: local?.url });

async function openDatabase(): Promise<(AsyncDisposable & { url: string }) | undefined> {
  if (!['migrate', 'db', 'studio'].includes(args[0] ?? '')) return undefined;
  const url = process.env['DATABASE_URL'] || (await findRunningPostgres(directory, database))?.url;
  return url ? { url, async [Symbol.asyncDispose]() {} } : startPostgres({ directory, database });
}
