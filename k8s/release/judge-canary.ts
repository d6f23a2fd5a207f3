import type { Traffic } from './traffic.ts';

/** What a canary may do. */
export interface Limits {
  /** Share of requests, and of operations, that may fail, whatever the other variant does; from 0 to 1. */
  readonly errorShare: number;
  /** How many times the error share of the other variant it may have, where that is more. */
  readonly errorRatio: number;
  /** How many times the latency of the other variant it may have. */
  readonly latencyRatio: number;
  /** Latency that is never too much, in seconds: ratios of small numbers say nothing. */
  readonly latencySeconds: number;
  /** Requests below which nothing can be said. */
  readonly minRequests: number;
}

export type Judgement =
  | { readonly kind: 'healthy' }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'burns'; readonly reason: string };

/** Compares a canary with the variant that everybody else gets. */
export function judgeCanary(canary: Traffic, stable: Traffic, limits: Limits): Judgement {
  if (canary.requests < limits.minRequests) {
    return { kind: 'unknown', reason: `${Math.round(canary.requests)} requests of ${limits.minRequests}` };
  }
  const shares = [
    {
      what: 'requests',
      own: shareOf(canary.errors, canary.requests),
      others: shareOf(stable.errors, stable.requests),
    },
    {
      what: 'operations',
      own: shareOf(canary.failedOperations, canary.operations),
      others: shareOf(stable.failedOperations, stable.operations),
    },
  ];
  for (const { what, own, others } of shares) {
    const allowed = Math.max(limits.errorShare, others * limits.errorRatio);
    if (own > allowed) {
      return { kind: 'burns', reason: `${percent(own)} of its ${what} fail, more than ${percent(allowed)}` };
    }
  }
  const allowedSeconds = Math.max(limits.latencySeconds, (stable.p95Seconds ?? 0) * limits.latencyRatio);
  if (canary.p95Seconds !== undefined && canary.p95Seconds > allowedSeconds) {
    const [own, allowed] = [canary.p95Seconds, allowedSeconds].map(
      (seconds) => `${Math.round(seconds * 1000)} ms`,
    );
    return { kind: 'burns', reason: `95 % of its requests take up to ${own}, more than ${allowed}` };
  }
  return { kind: 'healthy' };
}

const shareOf = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
