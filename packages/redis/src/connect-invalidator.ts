import { addInvalidation } from './add-invalidation.ts';
import { connectRedis, type RedisSettings } from './connect-redis.ts';

export interface InvalidatorOptions extends RedisSettings {
  /** Before every key of the gateways. Default: `headgate:`. */
  readonly prefix?: string | undefined;
  /** How long a caller waits for Redis, in milliseconds. Default: 500. */
  readonly deadlineMs?: number;
  readonly logger: {
    info(details: object, message: string): void;
    warn(details: object, message: string): void;
  };
}

/** What a service tells gateways by that data has changed. */
export interface Invalidator extends AsyncDisposable {
  /** Resolves when the gateways are told, or when they will be told later. Never rejects. */
  invalidate(tags: readonly string[]): Promise<void>;
}

/** More tags than these are not remembered while Redis is gone. */
const maxPending = 10_000;

/**
 * Connects a service to the stream of invalidations. What cannot be written is written when Redis is back, and that
 * gateways do not hear of changes is said once for each time.
 */
export function connectInvalidator(options: InvalidatorOptions): Invalidator {
  const { prefix, deadlineMs = 500, logger } = options;
  const pending = new Set<string>();
  let isLate = false;
  const connection = connectRedis({
    ...options,
    commandTimeoutMs: deadlineMs,
    onReady: () => void flush(),
  });

  async function flush(): Promise<void> {
    const tags = [...pending];
    if (tags.length === 0) return;
    // A change of the same data that comes meanwhile has to be told again.
    pending.clear();
    try {
      await addInvalidation(connection.client, { prefix, tags });
      if (isLate) logger.info({}, 'caches hear of changes again');
      isLate = false;
    } catch (error) {
      for (const tag of tags) if (pending.size < maxPending) pending.add(tag);
      if (!isLate) logger.warn({ err: error }, 'caches do not hear of changes, they will when Redis is back');
      isLate = true;
    }
  }

  return {
    async invalidate(tags) {
      for (const tag of tags) pending.add(tag);
      await flush();
    },
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  };
}
