import { setTimeout as delay } from 'node:timers/promises';
import { getOrInsert } from '../../get-or-insert.ts';
import type { EngineCounters } from '../engine-counters.ts';
import type { SendSubgraphRequest, SubgraphHttpResponse } from './send-subgraph-request.ts';

export interface RetriesOptions {
  readonly counters: EngineCounters;
  /** Numbers from 0 up to 1. */
  readonly random: () => number;
}

/** What each request adds to the budget of its subgraph; a retry takes 1. So retries never add more than a tenth of load. */
const deposit = 0.1;
const maxBudget = 10;
const maxAttempts = 3;
const baseDelayMs = 20;

/** Statuses of proxies and of servers that are about to stop. */
const retriedStatuses: ReadonlySet<number> = new Set([502, 503, 504]);

/** Sends a query again when there was no answer, after a short random wait, while the budget of its subgraph lasts. */
export function createRetries(
  send: SendSubgraphRequest,
  { counters, random }: RetriesOptions,
): SendSubgraphRequest {
  const budgets = new Map<string, { left: number }>();

  return async function sendWithRetries(request) {
    if (!request.isIdempotent) return send(request);
    const budget = getOrInsert(budgets, request.subgraph, () => ({ left: maxBudget }));
    budget.left = Math.min(maxBudget, budget.left + deposit);
    for (let attempt = 1; ; attempt++) {
      const isLast = attempt === maxAttempts || budget.left < 1;
      let response: SubgraphHttpResponse | undefined;
      try {
        response = await send(request);
        if (isLast || !retriedStatuses.has(response.status)) return response;
      } catch (error) {
        if (isLast || !isWorthRetrying(error) || request.signal.aborted) throw error;
      }
      budget.left -= 1;
      counters.fetchesRetried += 1;
      await delay(baseDelayMs * 2 ** (attempt - 1) * (0.5 + random()), undefined, { signal: request.signal });
    }
  };
}

/** An open circuit stays open for longer than a retry waits. */
function isWorthRetrying(error: unknown): boolean {
  return !(error instanceof Error && 'code' in error && error.code === 'SUBREQUEST_CIRCUIT_OPEN');
}
