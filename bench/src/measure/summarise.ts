import type { Measurement } from './measure-load.ts';

/** The middle of the values; of an even number of them the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] ?? Number.NaN;
  return Number.isInteger(half) ? ((sorted[half - 1] ?? Number.NaN) + upper) / 2 : upper;
}

/** The median of each quantity over all rounds. */
export function summarise(rounds: readonly Measurement[]): Measurement {
  const medianOf = (quantity: keyof Measurement) => median(rounds.map((round) => round[quantity]));
  return {
    requests: medianOf('requests'),
    cpuMs: medianOf('cpuMs'),
    requestsPerSecond: medianOf('requestsPerSecond'),
    p50Ms: medianOf('p50Ms'),
    p99Ms: medianOf('p99Ms'),
    residentBytes: medianOf('residentBytes'),
    subgraphRequests: medianOf('subgraphRequests'),
  };
}
