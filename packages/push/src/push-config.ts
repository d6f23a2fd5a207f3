import { z } from 'zod';

/** A hub of Azure Notification Hubs, and a policy of it. */
export interface PushConfig {
  readonly connectionString: string;
  readonly hubName: string;
}

const connectionStringForm =
  'expected Endpoint=sb://NAME.servicebus.windows.net/;SharedAccessKeyName=…;SharedAccessKey=… (http only on this machine)';

/** Environment variables of every service that uses push notifications. */
export const pushEnvironment = {
  /** Policy of the hub: `Listen` is enough for keeping installations, `Send` for notifying. Default: no push. */
  NOTIFICATION_HUB_CONNECTION_STRING: z
    .string()
    .refine(isConnectionString, { error: connectionStringForm })
    .optional(),
  NOTIFICATION_HUB_NAME: z
    .string()
    .regex(/^[\w.-]{1,260}$/, { error: 'expected the name of a notification hub' })
    .default('headgate'),
};

type PushEnvironment = z.output<z.ZodObject<typeof pushEnvironment>>;

/** Reads the hub out of a valid environment; null without a connection string: no push. */
export function toPushConfig(env: PushEnvironment): PushConfig | null {
  const { NOTIFICATION_HUB_CONNECTION_STRING: connectionString, NOTIFICATION_HUB_NAME: hubName } = env;
  return connectionString === undefined ? null : { connectionString, hubName };
}

function isConnectionString(text: string): boolean {
  const parts = ['SharedAccessKeyName', 'SharedAccessKey'];
  const endpoint = readEndpoint(text);
  if (!endpoint || !parts.every((name) => new RegExp(`(?:^|;)${name}=[^;]+`).test(text))) return false;
  return /^(sb|https):$/.test(endpoint.protocol) || isLocalHub(text);
}

/** Tells a hub on this machine, which is spoken to over plain http. */
export function isLocalHub(connectionString: string): boolean {
  const endpoint = readEndpoint(connectionString);
  return endpoint?.protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(endpoint.hostname);
}

function readEndpoint(connectionString: string): URL | null {
  return URL.parse(/(?:^|;)Endpoint=([^;]+)/.exec(connectionString)?.[1] ?? '');
}
