import type { TokenCredential } from '@azure/identity';
import type { RedisSettings } from './connect-redis.ts';
import type { RedisConfig } from './redis-config.ts';

/** How to connect to Redis; undefined without one. */
export function readRedisSettings(config: RedisConfig | undefined): RedisSettings | undefined {
  if (!config) return undefined;
  const { signIn, ...settings } = config;
  return signIn === 'entra' ? { ...settings, credential: createCredential() } : settings;
}

/** Azure's library is loaded for the first token: it takes longer than all else that a service needs to start. */
function createCredential(): TokenCredential {
  const loading = async () => {
    const { DefaultAzureCredential } = await import('@azure/identity');
    return new DefaultAzureCredential();
  };
  let credential: Promise<TokenCredential> | undefined;
  return {
    async getToken(scopes, options) {
      credential ??= loading();
      return (await credential).getToken(scopes, options);
    },
  };
}
