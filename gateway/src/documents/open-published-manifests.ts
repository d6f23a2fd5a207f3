import { randomUUID } from 'node:crypto';
import { connectRedis, type RedisConnection, type RedisSettings } from '@headgate/redis/connect-redis.ts';

export interface PublishedManifestsOptions extends RedisSettings {
  /** Before every key. Default: `headgate:`. */
  readonly prefix?: string;
}

/** Manifests in Redis, by name. */
export interface PublishedManifests extends AsyncDisposable {
  readonly ready: RedisConnection['ready'];
  /** Another one when anything is published or removed; undefined before that, and when Redis has lost what it had. */
  version(): Promise<string | undefined>;
  readAll(): Promise<ReadonlyMap<string, string>>;
  publish(name: string, manifest: string): Promise<void>;
  /** Whether there was one of that name. */
  remove(name: string): Promise<boolean>;
}

/** Opens the manifests in Redis: a hash of their texts and, beside it, a name for its state. Calls reject while Redis is gone. */
export function openPublishedManifests(options: PublishedManifestsOptions): PublishedManifests {
  const { prefix = 'headgate:' } = options;
  const connection = connectRedis(options);
  const { client } = connection;
  const manifests = `${prefix}documents`;
  const version = `${prefix}documents:version`;
  return {
    ready: connection.ready,
    version: async () => (await client.get(version)) ?? undefined,
    readAll: async () => new Map(Object.entries(await client.hgetall(manifests))),
    async publish(name, manifest) {
      await client.hset(manifests, name, manifest);
      await client.set(version, randomUUID());
    },
    async remove(name) {
      const count = await client.hdel(manifests, name);
      await client.set(version, randomUUID());
      return count > 0;
    },
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  };
}
