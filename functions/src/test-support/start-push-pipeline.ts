import { startMigratedPostgres } from '@headgate/dev/prisma/start-migrated-postgres.ts';
import { startIdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import { findFreePort } from '@headgate/local-servers/ports/find-free-port.ts';
import type { SinkDevice } from '@headgate/push-sink/hub/hub-state.ts';
import { startPushSink } from '@headgate/push-sink/start-push-sink.ts';
import { createAlertsClient } from './create-alerts-client.ts';
import { spawnSubgraph } from './spawn-subgraph.ts';
import { startPipeline } from './start-pipeline.ts';

const functionsClient = { id: 'functions', secret: 'secret of the test', roles: ['notifier'] };

/** The pipeline with all that push takes: a hub, accounts and its PostgreSQL. */
export async function startPushPipeline(redisUrl?: string) {
  await using stack = new AsyncDisposableStack();
  const issuer = stack.use(await startIdentityProvider({ clients: [functionsClient] }));
  const sink = stack.use(await startPushSink());
  const postgres = stack.use(await startMigratedPostgres());
  const accounts = stack.use(
    await spawnSubgraph('accounts', {
      ...issuer.env,
      PORT: String(await findFreePort()),
      DATABASE_URL: postgres.url,
      NOTIFICATION_HUB_CONNECTION_STRING: sink.connectionStrings.listen,
      DEVICE_CHECK_AFTER_MS: '100',
    }),
  );
  const settings = {
    NOTIFICATION_HUB_CONNECTION_STRING: sink.connectionStrings.send,
    ACCOUNTS_URL: accounts.url,
    ACCOUNTS_TOKEN_URL: `${issuer.issuer}/token`,
    ACCOUNTS_CLIENT_ID: functionsClient.id,
    ACCOUNTS_CLIENT_SECRET: functionsClient.secret,
  };
  const pipeline = stack.use(await startPipeline(redisUrl, { issuer, settings }));
  const resources = stack.move();
  return {
    ...pipeline,
    sink,
    /** A user with an account, as a client of accounts. */
    async registerUser(userId: string) {
      const token = await issuer.issueToken({ userId });
      const client = resources.use(createAlertsClient(accounts.url, token));
      await client.execute('mutation ($input: RegisterUserInput!) { registerUser(input: $input) { id } }', {
        input: { email: `${userId}@example.com`, displayName: userId },
      });
      return {
        execute: client.execute,
        /** Registers a phone; resolves with its id when the hub knows it. */
        async registerPhone(pushHandle: string): Promise<string> {
          const { registerDevice } = await client.execute<{ registerDevice: { id: string } }>(
            'mutation ($input: RegisterDeviceInput!) { registerDevice(input: $input) { id } }',
            { input: { platform: 'IOS', name: 'Phone', pushHandle } },
          );
          await sink.waitFor((devices) => findInstalled(devices, registerDevice.id));
          return registerDevice.id;
        },
      };
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

function findInstalled(devices: readonly SinkDevice[], id: string): SinkDevice | undefined {
  return devices.find(({ installationId, isInstalled }) => installationId === id && isInstalled);
}
