import { connectRedis, type RedisSettings } from '@headgate/redis/connect-redis.ts';
import type { UsageReport } from '../ports/operation-usage.ts';
import { createRedisUsageStore } from './create-redis-usage-store.ts';
import { reportUsage } from './report-usage.ts';
import { listDays, type UsageStore } from './usage-store.ts';

export interface UsageOptions extends RedisSettings {
  /** Before every key. */
  readonly prefix: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What is recorded in Redis of what is used. */
export interface Usage extends AsyncDisposable {
  readonly store: UsageStore;
  /** @throws Error when Redis is not there in time */
  ready(timeoutMs: number): Promise<void>;
  read(): Promise<UsageReport>;
  /** What the schema has that a gateway served last; undefined where none has told. */
  readSchema: UsageStore['readSchema'];
}

/** How long Redis may take for one command, in milliseconds: nobody waits but who reads the report. */
const commandTimeoutMs = 5_000;

export function openUsage({ prefix, now, ...settings }: UsageOptions): Usage {
  const connection = connectRedis({ ...settings, commandTimeoutMs });
  const store = createRedisUsageStore(connection.client, prefix);
  return {
    store,
    ready: connection.ready,
    read: async () => reportUsage(await store.read(listDays(now()))),
    readSchema: () => store.readSchema(),
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  };
}
