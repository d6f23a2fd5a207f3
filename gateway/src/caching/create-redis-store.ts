import { connectRedis, type RedisSettings } from '@headgate/redis/connect-redis.ts';
import { gatewayErrors } from '../errors.ts';
import type { CacheMetrics } from './cache-metrics.ts';
import type { CacheEntry, CacheStore } from './cache-store.ts';
import { type AvailabilityOptions, createAvailability } from './create-availability.ts';
import { takeTagged } from './take-tagged.ts';
import { DeadlineError, withDeadline } from './with-deadline.ts';

export interface RedisStoreOptions extends RedisSettings {
  /** How long a read may take, in milliseconds. Default: 150. */
  readonly deadlineMs?: number;
  /** How long a write or an invalidation may take, in milliseconds. Default: 5,000. */
  readonly writeDeadlineMs?: number;
  /** Before every key. Default: `headgate:`. */
  readonly prefix?: string;
  readonly metrics: CacheMetrics;
  readonly logger: AvailabilityOptions['logger'];
}

/** Keys of one command: more would keep Redis from its other clients for too long. */
const maxKeysPerCommand = 1_000;
const probeIntervalMs = 100;

/**
 * Creates a store in Redis. Values are strings that expire; a tag is a sorted set of keys scored by when they expire,
 * written before the values, so that no value can be read that its tags do not find.
 */
export function createRedisStore(options: RedisStoreOptions): CacheStore {
  const { cluster = false, deadlineMs = 150, writeDeadlineMs = 5_000, prefix = 'headgate:' } = options;
  const { metrics, logger } = options;
  const connection = connectRedis({
    ...options,
    onProblem: ({ message }) => availability.fail(message),
  });
  const { client } = connection;
  const availability = createAvailability({
    probe: () => withDeadline(client.ping(), deadlineMs),
    probeIntervalMs,
    metrics,
    logger,
  });
  // In a cluster the keys of one command must be of one slot; commands of one turn travel together to each node.
  const group = (keys: readonly string[]) => chunk(keys, cluster ? 1 : maxKeysPerCommand);
  const tagKeys = (tag: string) => {
    const key = `${prefix}tag:{${tag.replaceAll('}', '%7D')}}`;
    return { key, taken: `${key}:taken` };
  };

  async function attempt<Value>(run: () => Promise<Value>, limitMs: number): Promise<Value | undefined> {
    if (!availability.isAvailable) {
      metrics.count('store.skipped');
      return undefined;
    }
    try {
      return await withDeadline(run(), limitMs);
    } catch (error) {
      metrics.count(error instanceof DeadlineError ? 'store.timeout' : 'store.failure');
      availability.fail(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  async function unlink(keys: readonly string[]): Promise<number> {
    const counts = await Promise.all(group(keys).map((part) => client.unlink(...part)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async function writeTags(entries: readonly CacheEntry[]): Promise<void> {
    const now = Date.now();
    const tagged = entries.flatMap((entry) => entry.tags.map((name) => ({ ...entry, name })));
    await Promise.all(
      Array.from(Map.groupBy(tagged, ({ name }) => name)).flatMap(([name, members]) => {
        const { key: set } = tagKeys(name);
        const scored = members.map(({ key, ttlMs }) => [Math.ceil(now + ttlMs), prefix + key] as const);
        const lastMs = Math.max(...scored.map(([expiresAtMs]) => expiresAtMs));
        return [
          client.zremrangebyscore(set, '-inf', now),
          client.zadd(set, 'GT', ...scored.flat()),
          client.pexpireat(set, lastMs, 'NX'),
          client.pexpireat(set, lastMs, 'GT'),
        ];
      }),
    );
  }

  async function invalidateTag(name: string): Promise<number> {
    const { key, taken } = tagKeys(name);
    const keys = await takeTagged(client, key, taken);
    const count = await unlink(keys);
    await client.unlink(taken);
    return count;
  }

  return {
    async read(keys) {
      const parts = group(keys.map((key) => prefix + key));
      const values = await attempt(
        () => Promise.all(parts.map((part) => client.mgetBuffer(...part))),
        deadlineMs,
      );
      return values ? values.flat().map((value) => value ?? undefined) : keys.map(() => undefined);
    },
    async write(entries) {
      const kept = entries.filter(({ ttlMs }) => ttlMs >= 1);
      await attempt(async () => {
        await writeTags(kept);
        await Promise.all(
          kept.map(({ key, value, ttlMs }) => client.set(prefix + key, value, 'PX', Math.floor(ttlMs))),
        );
      }, writeDeadlineMs);
    },
    async remove(keys) {
      await attempt(() => unlink(keys.map((key) => prefix + key)), writeDeadlineMs);
    },
    async invalidate(tags) {
      const count = await attempt(async () => {
        const counts = await Promise.all(tags.map(invalidateTag));
        return counts.reduce((sum, each) => sum + each, 0);
      }, writeDeadlineMs);
      if (count === undefined) throw gatewayErrors.create('CACHE_UNAVAILABLE');
      return count;
    },
    async [Symbol.asyncDispose]() {
      availability[Symbol.dispose]();
      await connection[Symbol.asyncDispose]();
    },
  };
}

function chunk<Item>(items: readonly Item[], size: number): Item[][] {
  const parts: Item[][] = [];
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size));
  return parts;
}
