import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findRunningPostgres } from '@headgate/local-servers/postgres/find-running-postgres.ts';
import { stopLeftoverRedis } from '@headgate/local-servers/redis/stop-leftover-redis.ts';
import { startObserver } from '../observe/start-observer.ts';
import { describeStack } from './describe-stack.ts';
import { help, parseArguments, type StackArguments } from './parse-arguments.ts';
import { describeTakenPorts } from './ports.ts';
import { showProgress } from './show-progress.ts';
import type { OwnServices, Stack } from './stack.ts';
import { readStackState, removeStackState, writeStackState } from './stack-state.ts';
import { startStack } from './start-stack.ts';

const fail = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

const args = readArguments();
const services: OwnServices = {
  databaseUrl: process.env['DATABASE_URL'],
  redisUrl: process.env['REDIS_URL'],
  cosmosConnectionString: process.env['COSMOS_CONNECTION_STRING'],
  notificationHubConnectionString: process.env['NOTIFICATION_HUB_CONNECTION_STRING'],
};
await refuseSecondCopy(args);
if (args.fresh) await rm(args.directory, { recursive: true, force: true });
await mkdir(args.directory, { recursive: true });

const started = performance.now();
const observer =
  args.observePort === undefined
    ? undefined
    : await startObserver({ port: args.observePort }).catch(failToObserve);
const stack = await start();
await writeStackState(args.directory, {
  pid: process.pid,
  graphqlUrl: stack.graphqlUrl,
  issuer: stack.identity.issuer,
  ports: {
    ...args.ports,
    ...(services.databaseUrl && { postgres: 0 }),
    ...(services.cosmosConnectionString && { cosmos: 0 }),
    ...(services.notificationHubConnectionString && { push: 0 }),
  },
  redisUrl: services.redisUrl ? undefined : stack.redisUrl,
  pushUrl: stack.pushUrl,
});
process.stdout.write(
  await describeStack(stack, { startedInMs: performance.now() - started, observerUrl: observer?.url }),
);

function readArguments(): StackArguments {
  try {
    const parsed = parseArguments(process.argv.slice(2));
    if (!parsed.help) return parsed;
    process.stdout.write(help);
    process.exit(0);
  } catch (error) {
    return fail(`${(error as Error).message}\nSee npm start -- --help`);
  }
}

function failToObserve({ message }: Error): never {
  return fail(
    `What happens cannot be collected: ${message}\nChoose another port: npm start -- --observe-port N`,
  );
}

async function refuseSecondCopy({ directory, ports }: StackArguments): Promise<void> {
  const running = await readStackState(directory);
  if (running) {
    fail(
      `The stack already runs: ${running.graphqlUrl} (process ${running.pid}). Stop it with Ctrl-C where it runs.\n` +
        'A second one beside it needs a data folder and ports of its own: see npm start -- --help',
    );
  }
  // What a killed stack left on this folder is no stranger: PostgreSQL is taken over, Redis stopped.
  await stopLeftoverRedis(join(directory, 'redis'));
  const left = await findRunningPostgres(join(directory, 'postgres'));
  const { postgres, redis, cosmos, push, ...always } = ports;
  const taken = await describeTakenPorts({
    ...always,
    ...(!services.databaseUrl && left?.port !== postgres && { postgres }),
    ...(!services.redisUrl && { redis }),
    ...(!services.cosmosConnectionString && { cosmos }),
    ...(!services.notificationHubConnectionString && { push }),
  });
  if (taken.length) fail(taken.join('\n'));
}

async function start(): Promise<Stack> {
  const progress = showProgress();
  let stopping = false;
  const starting = startStack({
    directory: args.directory,
    ports: args.ports,
    services,
    telemetry: observer?.env,
    track: progress.track,
    say: (line) => process.stderr.write(`${line}\n`),
  });
  const stop = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    process.stdout.write('\nStopping …\n');
    const running = await starting.catch(() => undefined);
    await running?.[Symbol.asyncDispose]();
    await removeStackState(args.directory);
    process.stdout.write('Stopped. The data stays for the next start.\n');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  process.on('disconnect', stop);
  try {
    const ready = await starting;
    progress.end();
    return ready;
  } catch (error) {
    progress.end();
    return fail(`\nThe stack did not start: ${(error as Error).message}`);
  }
}
