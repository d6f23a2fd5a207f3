import { connectRedis, type RedisSettings } from '@headgate/redis/connect-redis.ts';
import { gatewayErrors } from '../../errors.ts';
import { addToTag } from '../invalidation/add-to-tag.ts';
import { dropTagged, dropTaggedApart } from '../invalidation/drop-tagged.ts';
import type { CacheMetrics } from './cache-metrics.ts';
import type { CacheEntry, CacheStore } from './cache-store.ts';
import { type AvailabilityOptions, createAvailability } from './create-availability.ts';
import { createGroupedCommands } from './create-grouped-commands.ts';
import { createRedisKeys } from './create-redis-keys.ts';
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

const probeIntervalMs = 100;
/** What Redis says when its memory or its disk is full, or when it is a replica: it can still be read. */
const takesNoWrites = /^(OOM|MISCONF|READONLY|NOREPLICAS) /;

/**
 * Creates a store in Redis. Values are strings that expire; a tag is a sorted set of keys scored by when they expire,
 * written before the values and once more after them, so that no value stays that its tags do not find.
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
  const { nameOf, setOf, group } = createRedisKeys({ prefix, cluster });
  const { read, unlink } = createGroupedCommands(client, group);
  let isScriptable = !cluster;

  async function attempt<Value>(run: () => Promise<Value>, limitMs: number): Promise<Value | undefined> {
    if (!availability.isAvailable) {
      metrics.count('store.skipped');
      return undefined;
    }
    try {
      return await withDeadline(run(), limitMs);
    } catch (error) {
      metrics.count(error instanceof DeadlineError ? 'store.timeout' : 'store.failure');
      const problem = error instanceof Error ? error.message : String(error);
      if (takesNoWrites.test(problem)) availability.refuse(problem);
      else availability.fail(problem);
      return undefined;
    }
  }

  async function writeTags(entries: readonly CacheEntry[]): Promise<void> {
    const now = Date.now();
    const tagged = entries.flatMap(({ key, ttlMs, tags }) =>
      tags.map((tag) => ({ tag, name: nameOf(key), expiresAtMs: Math.ceil(now + ttlMs) })),
    );
    const sets = Map.groupBy(tagged, ({ tag }) => tag);
    await Promise.all(Array.from(sets, ([tag, keys]) => addToTag(client, setOf(tag).set, keys)));
  }

  async function invalidateTag(tag: string): Promise<number> {
    const tagSet = setOf(tag);
    if (isScriptable) {
      try {
        return await dropTagged(client, tagSet);
      } catch (error) {
        if (!isOtherSlot(error)) throw error;
        isScriptable = false;
      }
    }
    return dropTaggedApart(client, tagSet, unlink);
  }

  return {
    async read(keys) {
      if (keys.length === 0) return [];
      const values = await attempt(() => read(keys.map(nameOf)), deadlineMs);
      return keys.map((_, index) => values?.[index] ?? undefined);
    },
    async write(entries) {
      const kept = entries.filter(({ ttlMs }) => ttlMs >= 1);
      await attempt(async () => {
        await writeTags(kept);
        await Promise.all(
          kept.map(({ key, value, ttlMs }) => client.set(nameOf(key), value, 'PX', Math.floor(ttlMs))),
        );
        // An invalidation that came between the two has found the names and not the values, and has dropped the names.
        await writeTags(kept);
        availability.accept();
      }, writeDeadlineMs);
    },
    async remove(keys) {
      await attempt(() => unlink(keys.map(nameOf)), writeDeadlineMs);
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

/** A proxy before several nodes hides the cluster from its clients, but not from scripts. */
function isOtherSlot(error: unknown): boolean {
  return error instanceof Error && /same slot|non local key|CROSSSLOT/i.test(error.message);
}
