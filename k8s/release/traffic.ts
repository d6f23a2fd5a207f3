/** The two Deployments that a release compares. */
export type Variant = 'gateway' | 'gateway-canary';

/** What a variant's clients saw within a window of time. */
export interface Traffic {
  readonly requests: number;
  /** How many of them were answered with a status of 500 and above. */
  readonly errors: number;
  /** GraphQL operations that came to an answer; a request may have several, a WebSocket many. */
  readonly operations: number;
  /** How many of them failed by our fault, whatever the status of their answer: `result="failed"` of the gateway's metric. */
  readonly failedOperations: number;
  /** The 95th percentile, in seconds; undefined without requests. */
  readonly p95Seconds: number | undefined;
}

/** Reads what a variant's clients saw lately. */
export type ReadTraffic = (variant: Variant) => Promise<Traffic>;
