import { connectRedis, type RedisConnectionOptions } from '@headgate/redis/connect-redis.ts';

export interface PublishedManifestsOptions extends RedisConnectionOptions {
  /** Before every key. Default: `headgate:`. */
  readonly prefix?: string;
}

/** Manifests in Redis, by name. */
export interface PublishedManifests extends AsyncDisposable {
  /** Changes when anything is published or removed. */
  version(): Promise<string>;
  readAll(): Promise<ReadonlyMap<string, string>>;
  publish(name: string, manifest: string): Promise<void>;
  /** Whether there was one of that name. */
  remove(name: string): Promise<boolean>;
}

/** Opens the manifests in Redis: a hash of their texts and, beside it, a counter of changes. Rejects while Redis is gone. */
export function openPublishedManifests(options: PublishedManifestsOptions): PublishedManifests {
  const { prefix = 'headgate:' } = options;
  const connection = connectRedis(options);
  const { client } = connection;
  const manifests = `${prefix}documents`;
  const version = `${prefix}documents:version`;
  return {
    version: async () => (await client.get(version)) ?? '0',
    readAll: async () => new Map(Object.entries(await client.hgetall(manifests))),
    async publish(name, manifest) {
      await client.hset(manifests, name, manifest);
      await client.incr(version);
    },
    async remove(name) {
      const count = await client.hdel(manifests, name);
      await client.incr(version);
      return count > 0;
    },
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  };
}
