import type { RedisClient } from './redis-client.ts';

export interface WaitUntilReadyOptions {
  /** In milliseconds. */
  readonly timeoutMs: number;
  /** Ends the wait, with its reason. */
  readonly signal: AbortSignal;
  /** What went wrong last, if anything did. */
  readonly latestProblem: () => Error | undefined;
}

/**
 * Resolves when the client's Redis is there.
 * @throws Error, with the latest problem as its cause, when that takes too long
 */
export async function waitUntilReady(
  client: RedisClient,
  { timeoutMs, signal, latestProblem }: WaitUntilReadyOptions,
): Promise<void> {
  signal.throwIfAborted();
  if (client.status === 'ready') return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    const cause = latestProblem();
    reject(new Error(`Redis cannot be reached: ${cause?.message ?? 'no answer'}`, { cause }));
  }, timeoutMs);
  const giveUp = () => reject(signal.reason);
  client.once('ready', resolve);
  signal.addEventListener('abort', giveUp);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    client.off('ready', resolve);
    signal.removeEventListener('abort', giveUp);
  }
}
