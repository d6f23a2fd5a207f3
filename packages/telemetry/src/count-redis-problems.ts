import { subscribe } from 'node:diagnostics_channel';
import { metrics } from '@opentelemetry/api';

/** Counts what Redis refuses and connections to it that fail, as connections of `@headgate/redis` tell. */
export function countRedisProblems(): void {
  const problems = metrics.getMeter('headgate').createCounter('headgate.redis.problems', {
    description:
      'Commands that Redis refused, and connections to it that failed, by kind, such as OOM or ETIMEDOUT',
  });
  subscribe('headgate:redis:problem', (message) =>
    problems.add(1, { kind: (message as { readonly kind: string }).kind }),
  );
}
