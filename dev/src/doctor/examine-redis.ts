import { alertStreamKey } from '@headgate/alerting/alert-stream.ts';
import { connectRedis } from '@headgate/redis/connect-redis.ts';
import { describeAge } from './describe-age.ts';
import type { Finding } from './finding.ts';

const timeoutMs = 3_000;

/** Asks Redis whether it answers, and how old the latest alert in its stream is. */
export async function examineRedis(url: string): Promise<Finding> {
  const started = performance.now();
  await using connection = connectRedis({ url, commandTimeoutMs: timeoutMs });
  try {
    await connection.ready(timeoutMs);
    await connection.client.ping();
    const answeredInMs = performance.now() - started;
    const [latest] = await connection.client.xrevrange(alertStreamKey, '+', '-', 'COUNT', 1);
    const detail = latest
      ? `last alert ${describeAge(Date.now() - Number.parseInt(latest[0], 10))} ago`
      : 'no alert yet';
    return { part: 'redis', condition: 'up', answeredInMs, detail };
  } catch (error) {
    return { part: 'redis', condition: 'down', answeredInMs: undefined, detail: (error as Error).message };
  }
}
