const firstMs = 500;
const longestMs = 15_000;

/**
 * How long to wait before a lost socket is opened again, in milliseconds: twice as long after each attempt, and by chance, so that
 * clients that lost the same gateway do not all come back at once.
 */
export function retryWaitMs(attempt: number): number {
  return Math.min(firstMs * 2 ** attempt, longestMs) * (0.5 + Math.random() / 2);
}
