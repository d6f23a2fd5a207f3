import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import { alertStreamKey, alertStreamLength, encodeAlert } from '@headgate/alerting/alert-stream.ts';
import { Redis } from 'ioredis';

/** Publishes alerts in the order given. */
export type PublishAlerts = (alerts: readonly AlertDocument[]) => Promise<void>;

/** Longest wait for Redis, in milliseconds: after it the function's retry policy takes over. */
const timeoutMs = 3_000;

/** Makes a publisher that appends to the Redis stream of alerts; it connects when it is first used. */
export function createAlertPublisher(url: string): PublishAlerts {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    maxRetriesPerRequest: 1,
  });
  // Each command reports its own failure; without a listener the same failures are printed as unhandled.
  redis.on('error', () => undefined);
  return async (alerts) => {
    const pipeline = redis.pipeline();
    for (const alert of alerts) {
      pipeline.xadd(alertStreamKey, 'MAXLEN', '~', alertStreamLength, '*', ...encodeAlert(alert));
    }
    for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
  };
}
