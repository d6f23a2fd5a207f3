import { z } from 'zod';
import { alertsErrors } from '../errors.ts';
import type { DeadLetterStore } from './create-dead-letter-store.ts';

export interface ReplayOptions {
  readonly url: string;
  /** Of the function `replay-dead-letters`. */
  readonly key: string;
  readonly fetch?: typeof fetch;
}

const timeoutMs = 25_000;

const outcome = z.object({ replayed: z.int(), buried: z.int(), hasMore: z.boolean() });

/** Asks the functions to replay their dead letters. Functions throw `REPLAY_UNAVAILABLE`. */
export function createReplay({ url, key, fetch: ask = fetch }: ReplayOptions): DeadLetterStore['replay'] {
  return async (functionName) => {
    try {
      const response = await ask(
        new URL(`/api/dead-letters/${encodeURIComponent(functionName)}/replay`, url),
        {
          method: 'POST',
          headers: { 'x-functions-key': key },
          signal: AbortSignal.timeout(timeoutMs),
        },
      );
      if (!response.ok) throw new Error(`The functions answered ${response.status}.`);
      return outcome.parse(await response.json());
    } catch (cause) {
      throw alertsErrors.create('REPLAY_UNAVAILABLE', { cause });
    }
  };
}
