import { setTimeout as delay } from 'node:timers/promises';
import type { FeedRange } from '@azure/cosmos';
import { type HeldLease, type LeaseOptions, takeLease } from './lease-store.ts';

export interface HoldOptions {
  readonly lease: LeaseOptions;
  /** null for what is no feed. */
  readonly range: FeedRange | null;
  readonly signal: AbortSignal;
  /** Called when another host has taken the lease. */
  readonly onLost: () => void;
}

/** How often a lease that another host holds is looked at, as a part of the time after which it expires. */
const acquirePart = 1 / 4;

/**
 * Runs something while this host holds a lease, again and again until it is told to stop; meanwhile it stands by.
 * @param run is told to stop when the lease is lost.
 * @throws what the SDK throws, and what `run` does while it holds the lease.
 */
export async function holdLease(
  { lease: options, range, signal, onLost }: HoldOptions,
  run: (lease: HeldLease, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    const lease = await takeLease(options, range);
    if (!lease) {
      await delay(options.expirationMs * acquirePart, undefined, { signal }).catch(() => undefined);
      continue;
    }
    try {
      await run(lease, AbortSignal.any([signal, lease.lost]));
    } catch (error) {
      if (!lease.lost.aborted) throw error;
    } finally {
      await lease.release();
    }
    if (lease.lost.aborted) onLost();
  }
}
