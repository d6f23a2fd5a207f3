import { join } from 'node:path';
import type { createConnectionStrings } from '@headgate/push-sink/sink-policies.ts';
import { vapidPublicKey } from '@headgate/push-sink/web-push/vapid-keys.ts';
import type { StackContext } from './stack-context.ts';
import { type Foundations, functionsKey } from './start-foundations.ts';

interface Connections {
  readonly cosmosEnv: Record<string, string>;
  readonly sink: ReturnType<typeof createConnectionStrings>;
}

/** Starts the subgraphs. */
export function startSubgraphs(
  { options, services, startProcess, url }: StackContext,
  { identity, databaseUrl, redisUrl, cosmos, database }: Foundations,
  { cosmosEnv, sink }: Connections,
) {
  const ownHub = services.notificationHubConnectionString;
  return {
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
          ...(!ownHub && { DEVICE_CHECK_AFTER_MS: '30000', WEB_PUSH_PUBLIC_KEY: vapidPublicKey }),
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
        {
          ...env,
          ...cosmosEnv,
          REDIS_URL: redis,
          FUNCTIONS_URL: url('functions'),
          FUNCTIONS_KEY: functionsKey,
        },
        '/health/ready',
      ),
    ),
    insights: Promise.all([identity, redisUrl]).then(([{ env }, redis]) =>
      startProcess(
        'insights',
        'subgraphs/insights/src/main.ts',
        { ...env, GOLD_DIRECTORY: join(options.directory, 'lake', 'gold'), REDIS_URL: redis },
        '/health/ready',
      ),
    ),
  };
}
