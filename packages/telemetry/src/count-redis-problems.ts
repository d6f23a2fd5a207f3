import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type Meter, metrics } from '@opentelemetry/api';

const channel = 'headgate:redis:problem';

/**
 * Counts what Redis refuses and connections to it that fail, as connections of `@headgate/redis` tell, until it is disposed of.
 * @param meter Default: that of the SDK that has started
 */
export function countRedisProblems(
  meter: Pick<Meter, 'createCounter'> = metrics.getMeter('headgate'),
): Disposable {
  const problems = meter.createCounter('headgate.redis.problems', {
    description:
      'Commands that Redis refused, and connections to it that failed, by kind, such as OOM or ETIMEDOUT',
  });
  const count = (message: unknown) => problems.add(1, { kind: (message as { readonly kind: string }).kind });
  subscribe(channel, count);
  return { [Symbol.dispose]: () => void unsubscribe(channel, count) };
}
