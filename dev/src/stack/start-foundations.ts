import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startIdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import { isPostgresRunning } from '@headgate/local-servers/postgres/is-postgres-running.ts';
import { startPostgres } from '@headgate/local-servers/postgres/start-postgres.ts';
import { findRedisServer } from '@headgate/local-servers/redis/find-redis-server.ts';
import { startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { repositoryCache, repositoryRoot } from '@headgate/local-servers/repository.ts';
import { demoUsers } from '../demo-users.ts';
import { migrateDatabase } from '../prisma/migrate-database.ts';
import { describeApp } from './browser-sign-in.ts';
import { buildParts } from './build-parts.ts';
import { keepRunning } from './keep-running.ts';
import { mobileApp } from './mobile-app.ts';
import type { StackContext } from './stack-context.ts';

const run = promisify(execFile);

/** What services stand on. */
export type Foundations = ReturnType<typeof startFoundations>;

/** Starts identity, databases and what is generated; each is there when its promise is kept. */
export function startFoundations({ options, services, parts, url, startProcess, provide }: StackContext) {
  const { ports, track } = options;
  const build = track('build', async () => {
    await buildParts();
    return '';
  });
  const identity = provide('identity', async () => {
    const users = demoUsers;
    const directory = join(options.directory, 'identity');
    const clients = [{ ...functionsClient, roles: ['notifier'] }];
    const port = ports.identity;
    const apps = [describeApp(url('gateway')), mobileApp];
    const provider = parts.use(await startIdentityProvider({ port, directory, users, clients, apps }));
    return [provider.issuer, provider] as const;
  });
  const databaseUrl = provide('postgres', async () => {
    if (services.databaseUrl) return ['from DATABASE_URL', services.databaseUrl] as const;
    const directory = join(options.directory, 'postgres');
    const postgres = parts.use(
      await startPostgres({ directory, port: ports.postgres, database: 'headgate' }),
    );
    const isRunning = () => isPostgresRunning(directory);
    parts.use(keepRunning({ name: 'PostgreSQL', isRunning, restart: postgres.restart, say: options.say }));
    return [`127.0.0.1:${postgres.port}`, postgres.url] as const;
  });
  const redisUrl = provide('redis', async () => {
    if (services.redisUrl) return ['from REDIS_URL', services.redisUrl] as const;
    const server = await findRedisServer(join(repositoryCache, 'redis'));
    if (!server)
      return ['not on this machine: gateway and alerts keep their state in memory', undefined] as const;
    const directory = join(options.directory, 'redis');
    const redis = parts.use(await startRedis({ port: ports.redis, server, directory }));
    const isRunning = () => redis.process.exitCode === null && redis.process.signalCode === null;
    parts.use(keepRunning({ name: 'Redis', isRunning, restart: redis.restart, say: options.say }));
    return [redis.url, redis.url] as const;
  });
  const cosmos = services.cosmosConnectionString
    ? track('cosmos', async () => 'from COSMOS_CONNECTION_STRING')
    : startProcess(
        'cosmos',
        'stand-ins/local-cosmos/src/main.ts',
        { DIRECTORY: join(options.directory, 'cosmos') },
        '/health',
      );
  const push = services.notificationHubConnectionString
    ? track('push', async () => 'from NOTIFICATION_HUB_CONNECTION_STRING')
    : startProcess('push', 'stand-ins/push-sink/src/main.ts', {}, '/health');
  const database = Promise.all([build, databaseUrl]).then(([, url]) =>
    track('database', async () => {
      await migrateDatabase(url);
      const { stdout } = await run(process.execPath, ['prisma/seed.ts'], {
        cwd: repositoryRoot,
        env: { ...process.env, DATABASE_URL: url },
      });
      return stdout.trim();
    }),
  );
  return { build, identity, databaseUrl, redisUrl, cosmos, push, database };
}

/** Lets who has it replay dead letters. Everybody has it: it guards nothing here. */
export const functionsKey = 'development';

/** Whom the functions sign in as to ask accounts how users want to be told. */
export const functionsClient = { id: 'functions', secret: 'development' };

/** The emulator's well-known key: https://learn.microsoft.com/azure/cosmos-db/emulator#authentication */
export const localCosmosKey =
  'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';
