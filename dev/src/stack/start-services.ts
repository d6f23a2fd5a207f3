import { join } from 'node:path';
import { repositoryRoot } from '@headgate/local-servers/repository.ts';
import { createConnectionStrings } from '@headgate/push-sink/sink-policies.ts';
import { describeSignIn } from './browser-sign-in.ts';
import { mobileAccess } from './mobile-app.ts';
import type { Ports } from './ports.ts';
import type { Stack } from './stack.ts';
import type { StackContext } from './stack-context.ts';
import { type Foundations, functionsClient, functionsKey, localCosmosKey } from './start-foundations.ts';
import { startSubgraphs } from './start-subgraphs.ts';

/** Starts what serves the graph, each part as soon as what it needs is there. */
export async function startServices(context: StackContext, foundations: Foundations): Promise<Stack> {
  const { options, services, parts, processes, url, startProcess } = context;
  const { build, identity, databaseUrl, redisUrl, cosmos, push } = foundations;
  const cosmosConnectionString =
    services.cosmosConnectionString ?? `AccountEndpoint=${url('cosmos')};AccountKey=${localCosmosKey}`;
  const cosmosEnv = { COSMOS_CONNECTION_STRING: cosmosConnectionString };
  const ownHub = services.notificationHubConnectionString;
  const sink = createConnectionStrings(url('push', '/'));
  const subgraphs = startSubgraphs(context, foundations, { cosmosEnv, sink });
  const lake = join(options.directory, 'lake');
  const landing = join(options.directory, 'landing');
  const functions = Promise.all([redisUrl, identity, build, subgraphs.activity, subgraphs.alerts]).then(
    ([redis, { issuer }]) =>
      startProcess(
        'functions',
        'stand-ins/functions-host/src/main.ts',
        {
          APP_DIRECTORY: join(repositoryRoot, 'functions'),
          STATE_DIRECTORY: join(options.directory, 'functions'),
          FUNCTIONS_KEY: functionsKey,
          WEBSITE_INSTANCE_ID: 'local',
          // Nobody pays for reads here, and somebody waits for the alert; the host reads less often when nothing happens.
          FEED_POLL_DELAY_MS: '50',
          ...cosmosEnv,
          REDIS_URL: redis,
          NOTIFICATION_HUB_CONNECTION_STRING: ownHub ?? sink.send,
          MIRROR_LANDING_ZONE: landing,
          ERASE_SCHEDULE: '*/2 * * * * *',
          ACCOUNTS_URL: url('accounts', '/graphql'),
          ACCOUNTS_TOKEN_URL: `${issuer}/token`,
          ACCOUNTS_CLIENT_ID: functionsClient.id,
          ACCOUNTS_CLIENT_SECRET: functionsClient.secret,
        },
        '/health',
      ),
  );
  const analytics = Promise.all([cosmos, functions]).then(() =>
    startProcess(
      'analytics',
      'analytics/src/main.ts',
      {
        ...cosmosEnv,
        LANDING_DIRECTORY: landing,
        LAKE_DIRECTORY: lake,
        LEARN_MS: '5000',
        MEMORY_LIMIT: '1GB',
      },
      '/health',
    ),
  );
  const gateway = Promise.all([identity, redisUrl, build]).then(([{ env }, redis]) => {
    const addresses = Object.keys(subgraphs).map((name) => `${name}=${url(name as keyof Ports, '/graphql')}`);
    return startProcess(
      'gateway',
      'gateway/src/main.ts',
      {
        ...env,
        REDIS_URL: redis,
        ...(redis && describeSignIn(url('gateway'))),
        ...mobileAccess,
        SUBGRAPHS: addresses.join(','),
        EXPOSE_SUBGRAPH_ERRORS: 'true',
        HEADGATE_CONFIG: join(repositoryRoot, 'dev/headgate.yaml'),
        CLIENT_TELEMETRY_CLIENTS: 'web,mobile',
        // Operators read them on their page.
        METRICS_PORT: '0',
        // No balancer has to notice that it stops.
        DRAIN_MS: '0',
      },
      '/health/ready',
    );
  });
  await Promise.all([...Object.values(subgraphs), functions, analytics, gateway, push]);
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
}
