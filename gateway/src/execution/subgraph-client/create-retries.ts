import { setTimeout as delay } from 'node:timers/promises';
import { ServiceError } from '@headgate/service/define-errors.ts';
import type { Cancellation } from '../../values/cancellation.ts';
import { getOrInsert } from '../../values/get-or-insert.ts';
import type { EngineCounters } from '../engine-counters.ts';
import type { ObservedFetch, SendFetch } from './send-fetch.ts';

export interface RetriesOptions {
  readonly counters: EngineCounters;
  /** Numbers from 0 up to 1. */
  readonly random: () => number;
}

interface Budget {
  left: number;
}

interface State {
  readonly budget: Budget;
  /** The one that is made included. */
  readonly attempts: number;
}

/** What each request adds to the budget of its subgraph; a retry takes 1. So retries never add more than a tenth of load. */
const deposit = 0.1;
const maxBudget = 10;
const maxAttempts = 3;
const baseDelayMs = 20;

/** Statuses of proxies and of servers that are about to stop. */
const retriedStatuses: ReadonlySet<number> = new Set([502, 503, 504]);

/** Sends a query again when there was no answer, after a short random wait, while the budget of its subgraph lasts. */
export function createRetries(send: SendFetch, { counters, random }: RetriesOptions): SendFetch {
  const budgets = new Map<string, Budget>();

  function attempt(fetch: ObservedFetch, cancellation: Cancellation, state: State): ReturnType<SendFetch> {
    const isLast = state.attempts === maxAttempts || state.budget.left < 1;
    return send(fetch, cancellation).then(
      (response) =>
        isLast || !retriedStatuses.has(response.status) ? response : tryAgain(fetch, cancellation, state),
      (error: unknown) => {
        if (isLast || !isWorthRetrying(error) || cancellation.isCancelled) throw error;
        return tryAgain(fetch, cancellation, state);
      },
    );
  }

  const tryAgain: typeof attempt = async (fetch, cancellation, { budget, attempts }) => {
    budget.left -= 1;
    counters.fetchesRetried += 1;
    fetch.observer?.onRetry();
    const delayMs = baseDelayMs * 2 ** (attempts - 1) * (0.5 + random());
    await delay(delayMs, undefined, { signal: cancellation.signal });
    return attempt(fetch, cancellation, { budget, attempts: attempts + 1 });
  };

  return (fetch, cancellation) => {
    if (!fetch.isIdempotent) return send(fetch, cancellation);
    const budget = getOrInsert(budgets, fetch.subgraph, () => ({ left: maxBudget }));
    budget.left = Math.min(maxBudget, budget.left + deposit);
    return attempt(fetch, cancellation, { budget, attempts: 1 });
  };
}

/** An open circuit stays open for longer than a retry waits, and an answer that was refused comes again as it is. */
function isWorthRetrying(error: unknown): boolean {
  return !(error instanceof ServiceError);
}
