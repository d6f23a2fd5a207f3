import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { demoUsers } from '../demo-users.ts';
import {
  type IdentityProvider,
  startIdentityProvider,
} from '../identity-provider/start-identity-provider.ts';
import { findRunningPostgres } from '../postgres/find-running-postgres.ts';
import { startPostgres } from '../postgres/start-postgres.ts';
import { migrateDatabase } from '../prisma/migrate-database.ts';
import { createConnectionStrings } from '../push-sink/sink-policies.ts';
import { findRedisServer } from '../redis/find-redis-server.ts';
import { startRedis } from '../redis/start-redis.ts';
import { repositoryCache, repositoryRoot } from '../repository.ts';
import { keepRunning } from './keep-running.ts';
import type { Ports } from './ports.ts';
import { type SupervisedProcess, superviseProcess } from './supervise-process.ts';

/** Real services to use in place of local ones, by their connection strings. */
export interface OwnServices {
  readonly databaseUrl?: string | undefined;
  readonly redisUrl?: string | undefined;
  readonly cosmosConnectionString?: string | undefined;
  readonly notificationHubConnectionString?: string | undefined;
}

export interface StackOptions {
  /** Where data and logs are kept. */
  readonly directory: string;
  readonly ports: Ports;
  readonly services?: OwnServices;
  /** Wraps the start of each part, to show progress; the string that `start` gives says where the part is. */
  readonly track: (part: StackPart, start: () => Promise<string>) => Promise<void>;
  /** Called with one line when something happens that nobody asked for. */
  readonly say: (line: string) => void;
}

/** What the stack consists of, in the order in which people look for it. */
export const stackParts = {
  build: 'Generated code',
  identity: 'Identity provider',
  postgres: 'PostgreSQL',
  cosmos: 'Cosmos DB (local)',
  redis: 'Redis',
  push: 'Push sink',
  database: 'Migrations and seed',
  accounts: 'accounts subgraph',
  activity: 'activity subgraph',
  alerts: 'alerts subgraph',
  functions: 'Functions host',
  gateway: 'Gateway',
} as const;

export type StackPart = keyof typeof stackParts;
type ProcessPart = 'cosmos' | 'push' | 'accounts' | 'activity' | 'alerts' | 'functions' | 'gateway';

export interface Stack extends AsyncDisposable {
  /** GraphQL over HTTP; subscriptions have the same address with `ws`. */
  readonly graphqlUrl: string;
  readonly identity: IdentityProvider;
  readonly databaseUrl: string;
  readonly cosmosConnectionString: string;
  /** Undefined where there is no Redis: gateway and alerts do without. */
  readonly redisUrl: string | undefined;
  /** Where people see what devices would display; undefined with a real notification hub. */
  readonly pushUrl: string | undefined;
  readonly processes: Readonly<Record<ProcessPart, SupervisedProcess | undefined>>;
}

const run = promisify(execFile);

/**
 * Starts the whole system on loopback, each part as soon as what it needs is there.
 * @throws Error of the first part that does not start; what runs by then is stopped.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { ports, services = {}, track } = options;
  const parts = new AsyncDisposableStack();
  const processes: Partial<Record<ProcessPart, SupervisedProcess>> = {};
  const url = (part: keyof Ports, path = '') => `http://127.0.0.1:${ports[part]}${path}`;

  const startProcess = (
    part: ProcessPart,
    entry: string,
    env: Record<string, string | undefined>,
    readyPath: string,
  ) =>
    track(part, async () => {
      const logFile = join(options.directory, 'logs', `${part}.log`);
      const readyUrl = url(part, readyPath);
      const own = { HOST: '127.0.0.1', PORT: String(ports[part]), ...env };
      const supervised = await superviseProcess({
        name: part,
        entry,
        env: own,
        logFile,
        readyUrl,
        say: options.say,
      });
      processes[part] = parts.use(supervised);
      return url(part);
    });
  /** Starts a part and hands on what others need of it. */
  const provide = async <Value>(
    part: StackPart,
    start: () => Promise<readonly [string, Value]>,
  ): Promise<Value> => {
    const { promise, resolve } = Promise.withResolvers<Value>();
    await track(part, async () => {
      const [place, value] = await start();
      resolve(value);
      return place;
    });
    return promise;
  };

  const build = track('build', async () => {
    await buildParts();
    return '';
  });
  const identity = provide('identity', async () => {
    const users = demoUsers.map(({ id, name, roles }) => ({ id, name, roles }));
    const directory = join(options.directory, 'identity');
    const clients = [{ ...functionsClient, roles: ['notifier'] }];
    const port = ports.identity;
    const provider = parts.use(await startIdentityProvider({ port, directory, users, clients }));
    return [provider.issuer, provider] as const;
  });
  const databaseUrl = provide('postgres', async () => {
    if (services.databaseUrl) return ['from DATABASE_URL', services.databaseUrl] as const;
    const directory = join(options.directory, 'postgres');
    const postgres = parts.use(
      await startPostgres({ directory, port: ports.postgres, database: 'headgate' }),
    );
    const isRunning = async () => (await findRunningPostgres(directory)) !== undefined;
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
        'dev/src/local-cosmos/main.ts',
        { DIRECTORY: join(options.directory, 'cosmos') },
        '/health',
      );
  const push = services.notificationHubConnectionString
    ? track('push', async () => 'from NOTIFICATION_HUB_CONNECTION_STRING')
    : startProcess('push', 'dev/src/push-sink/main.ts', {}, '/health');
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

  const startAll = async (): Promise<Stack> => {
    const cosmosConnectionString =
      services.cosmosConnectionString ?? `AccountEndpoint=${url('cosmos')};AccountKey=${localCosmosKey}`;
    const cosmosEnv = { COSMOS_CONNECTION_STRING: cosmosConnectionString };
    const ownHub = services.notificationHubConnectionString;
    const sink = createConnectionStrings(url('push', '/'));
    const subgraphs = {
      accounts: Promise.all([identity, redisUrl, databaseUrl, database]).then(([{ env }, redis, url]) =>
        startProcess(
          'accounts',
          'subgraphs/accounts/src/main.ts',
          {
            ...env,
            DATABASE_URL: url,
            REDIS_URL: redis,
            NOTIFICATION_HUB_CONNECTION_STRING: ownHub ?? sink.listen,
            // Who removes an app on the sink's page wants to see what follows.
            ...(!ownHub && { DEVICE_CHECK_AFTER_MS: '30000' }),
          },
          '/health/ready',
        ),
      ),
      activity: Promise.all([identity, redisUrl, cosmos]).then(([{ env }, redis]) =>
        startProcess(
          'activity',
          'subgraphs/activity/src/main.ts',
          { ...env, ...cosmosEnv, REDIS_URL: redis },
          '/health/ready',
        ),
      ),
      alerts: Promise.all([identity, redisUrl, cosmos]).then(([{ env }, redis]) =>
        startProcess(
          'alerts',
          'subgraphs/alerts/src/main.ts',
          { ...env, ...cosmosEnv, REDIS_URL: redis },
          '/health/ready',
        ),
      ),
    };
    const functions = Promise.all([redisUrl, identity, build, subgraphs.activity, subgraphs.alerts]).then(
      ([redis, { issuer }]) =>
        startProcess(
          'functions',
          'dev/src/functions-host/main.ts',
          {
            APP_DIRECTORY: join(repositoryRoot, 'functions'),
            STATE_DIRECTORY: join(options.directory, 'functions'),
            FUNCTIONS_KEY: 'development',
            WEBSITE_INSTANCE_ID: 'local',
            ...cosmosEnv,
            REDIS_URL: redis,
            NOTIFICATION_HUB_CONNECTION_STRING: ownHub ?? sink.send,
            ACCOUNTS_URL: url('accounts', '/graphql'),
            ACCOUNTS_TOKEN_URL: `${issuer}/token`,
            ACCOUNTS_CLIENT_ID: functionsClient.id,
            ACCOUNTS_CLIENT_SECRET: functionsClient.secret,
          },
          '/health',
        ),
    );
    const gateway = Promise.all([identity, redisUrl]).then(([{ env }, redis]) => {
      const addresses = Object.keys(subgraphs).map(
        (name) => `${name}=${url(name as keyof Ports, '/graphql')}`,
      );
      return startProcess(
        'gateway',
        'gateway/src/main.ts',
        {
          ...env,
          REDIS_URL: redis,
          SUBGRAPHS: addresses.join(','),
          EXPOSE_SUBGRAPH_ERRORS: 'true',
          HEADGATE_CONFIG: join(repositoryRoot, 'dev/headgate.yaml'),
        },
        '/health/ready',
      );
    });
    await Promise.all([...Object.values(subgraphs), functions, gateway, push]);
    return {
      graphqlUrl: url('gateway', '/graphql'),
      identity: await identity,
      databaseUrl: await databaseUrl,
      cosmosConnectionString,
      redisUrl: await redisUrl,
      pushUrl: ownHub ? undefined : url('push', '/'),
      processes: processes as Stack['processes'],
      // The last started goes first: the gateway drains before the subgraphs that it asks.
      [Symbol.asyncDispose]: () => parts.disposeAsync(),
    };
  };
  try {
    return await startAll();
  } catch (error) {
    await parts.disposeAsync();
    throw error;
  }
}

/** Whom the functions sign in as to ask accounts how users want to be told. */
const functionsClient = { id: 'functions', secret: 'development' };

/** The emulator's well-known key: https://learn.microsoft.com/azure/cosmos-db/emulator#authentication */
const localCosmosKey =
  'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';

/** Makes what is generated: Prisma's client and the bundle of the functions app. Quick when nothing changed. */
async function buildParts(): Promise<void> {
  const turbo = join(repositoryRoot, 'node_modules', '.bin', 'turbo');
  const filters = ['--filter=@headgate/accounts', '--filter=@headgate/functions'];
  try {
    await run(turbo, ['run', 'codegen', 'build', ...filters, '--output-logs=errors-only'], {
      cwd: repositoryRoot,
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`The build failed:\n${stdout}${stderr}`, { cause: error });
  }
}
