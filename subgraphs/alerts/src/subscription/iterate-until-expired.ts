import type { Identity } from '@headgate/identity/identity.ts';
import { iterateUntilReturned } from '@headgate/subgraph-server/iterate-until-returned.ts';
import type { Services } from '../create-context.ts';
import { alertsErrors } from '../errors.ts';

/** Node's timers count milliseconds in 31 bits: with a token that lives longer a subscription ends after 24 days. */
const maxTimeoutMs = 2 ** 31 - 1;

/**
 * Runs a subscription for as long as the caller's token is valid, or one that they have shown since.
 * @throws from the iteration: SUBSCRIPTION_JWT_EXPIRED when it no longer is.
 */
export function iterateUntilExpired<Value>(
  { now }: Pick<Services, 'now'>,
  caller: Identity,
  start: (signal: AbortSignal) => AsyncIterable<Value>,
): AsyncGenerator<Value, void, undefined> {
  return iterateUntilReturned(async function* (ended) {
    const expired = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const wait = () => {
      const { expiresAtMs } = caller;
      const expire = () => (caller.expiresAtMs > expiresAtMs ? wait() : expired.abort());
      timer = setTimeout(expire, Math.min(Math.max(0, expiresAtMs - now()), maxTimeoutMs));
    };
    wait();
    try {
      for await (const value of start(AbortSignal.any([ended, expired.signal]))) {
        yield value;
        if (expired.signal.aborted) break;
      }
    } finally {
      clearTimeout(timer);
    }
    if (expired.signal.aborted) throw alertsErrors.create('SUBSCRIPTION_JWT_EXPIRED');
  });
}
