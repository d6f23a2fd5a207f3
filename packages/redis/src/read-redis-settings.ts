import { DefaultAzureCredential } from '@azure/identity';
import type { RedisSettings } from './connect-redis.ts';
import type { RedisConfig } from './redis-config.ts';

/** How to connect to Redis; undefined without one. */
export function readRedisSettings(config: RedisConfig | undefined): RedisSettings | undefined {
  if (!config) return undefined;
  const { signIn, ...settings } = config;
  return signIn === 'entra' ? { ...settings, credential: new DefaultAzureCredential() } : settings;
}
