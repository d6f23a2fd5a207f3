import { DefaultAzureCredential } from '@azure/identity';
import type { RedisSettings } from '@headgate/redis/connect-redis.ts';
import type { GatewayConfig } from './config.ts';

/** How to connect to Redis; undefined without one. */
export function readRedisSettings({ redis }: Pick<GatewayConfig, 'redis'>): RedisSettings | undefined {
  if (!redis) return undefined;
  const { signIn, ...settings } = redis;
  return signIn === 'entra' ? { ...settings, credential: new DefaultAzureCredential() } : settings;
}
