import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import { alertStreamKey, alertStreamLength, encodeAlert } from '@headgate/alerting/alert-stream.ts';
import { connectRedis, type RedisConnection, type RedisSettings } from '@headgate/redis/connect-redis.ts';

/** Publishes alerts in the order given. */
export type PublishAlerts = (alerts: readonly AlertDocument[]) => Promise<void>;

export interface AlertPublisher extends AsyncDisposable {
  /**
   * Waits for Redis while it is gone. Nothing is sent later than that, so that alerts of a call that failed do not come
   * after those of the next.
   * @throws Error when Redis is not there in time, loses the connection or does not answer; alerts may be in the stream then
   */
  readonly publish: PublishAlerts;
}

export interface AlertPublisherOptions {
  /**
   * Longest wait for Redis, and for its answer, in milliseconds: after it the function's retry policy takes over.
   * Default: 3,000.
   */
  readonly timeoutMs?: number;
}

/** Makes a publisher that appends to the Redis stream of alerts; it connects when it is first used. */
export function createAlertPublisher(
  settings: RedisSettings,
  { timeoutMs = 3_000 }: AlertPublisherOptions = {},
): AlertPublisher {
  let connection: RedisConnection | undefined;
  return {
    async publish(alerts) {
      connection ??= connectRedis({ ...settings, commandTimeoutMs: timeoutMs, silenceMs: timeoutMs });
      await connection.ready(timeoutMs);
      const pipeline = connection.client.pipeline();
      for (const alert of alerts) {
        pipeline.xadd(alertStreamKey, 'MAXLEN', '~', alertStreamLength, '*', ...encodeAlert(alert));
      }
      for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
    },
    async [Symbol.asyncDispose]() {
      await connection?.[Symbol.asyncDispose]();
    },
  };
}
