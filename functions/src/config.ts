import { cosmosEnvironment, toCosmosConfig } from '@headgate/cosmos/cosmos-config.ts';
import { pushEnvironment, toPushConfig } from '@headgate/push/push-config.ts';
import { redisEnvironment, toRedisConfig } from '@headgate/redis/redis-config.ts';
import { httpUrl, milliseconds } from '@headgate/service/config-fields.ts';
import { z } from 'zod';
import type { ServiceIdentity } from './push/create-get-token.ts';

const settings = z
  .object({
    ...redisEnvironment,
    ...pushEnvironment,
    /** Pause between two reads of a change feed that has nothing new. Each read costs a request unit for each range. */
    FEED_POLL_DELAY_MS: milliseconds.default(5_000),
    /** GraphQL of the accounts subgraph, which knows how users want to be told; needed for push alone. */
    ACCOUNTS_URL: httpUrl.optional(),
    /** What the functions ask a token for: the application id URI of the API. */
    ACCOUNTS_SCOPE: z.string().default('api://headgate/.default'),
    /** The folder or address of the landing zone that activity and alerts are mirrored to; with `none` nothing is. */
    MIRROR_LANDING_ZONE: z.string().min(1).default('none'),
    /** How often accounts is asked who is to be erased: an NCRONTAB expression. */
    ERASE_SCHEDULE: z.string().min(1).default('*/15 * * * * *'),
    /** With these three the token comes from an issuer by a secret. Default: from Entra ID, by the process's identity. */
    ACCOUNTS_TOKEN_URL: httpUrl.optional(),
    ACCOUNTS_CLIENT_ID: z.string().optional(),
    ACCOUNTS_CLIENT_SECRET: z.string().optional(),
  })
  .refine((env) => !env.NOTIFICATION_HUB_CONNECTION_STRING || env.ACCOUNTS_URL, {
    path: ['ACCOUNTS_URL'],
    error:
      'expected the address of the accounts subgraph, such as http://accounts/graphql, since there is a hub',
  });

/** App settings of the functions. */
export const configSchema = settings.and(cosmosEnvironment).transform((env) => {
  const hub = toPushConfig(env);
  return {
    cosmos: toCosmosConfig(env),
    feedPollDelayMs: env.FEED_POLL_DELAY_MS,
    /** Where alerts are published for the alerts subgraph; undefined for nowhere: it follows the container itself. */
    redis: toRedisConfig(env),
    /** undefined where nothing is mirrored. */
    landingZone: env.MIRROR_LANDING_ZONE === 'none' ? undefined : env.MIRROR_LANDING_ZONE,
    /** Accounts, which says who is to be erased; null where it is not known. */
    accounts: env.ACCOUNTS_URL === undefined ? null : { url: env.ACCOUNTS_URL, identity: toIdentity(env) },
    eraseSchedule: env.ERASE_SCHEDULE,
    /** null without a notification hub. */
    push: hub && { hub, accountsUrl: env.ACCOUNTS_URL ?? '', identity: toIdentity(env) },
  };
});

export type Config = z.output<typeof configSchema>;

function toIdentity(env: z.output<typeof settings>): ServiceIdentity {
  const { ACCOUNTS_TOKEN_URL: tokenUrl, ACCOUNTS_CLIENT_ID: clientId, ACCOUNTS_SCOPE: scope } = env;
  if (!tokenUrl || !clientId) return { signInWith: 'identity', scope };
  return { signInWith: 'secret', tokenUrl, clientId, clientSecret: env.ACCOUNTS_CLIENT_SECRET ?? '', scope };
}
