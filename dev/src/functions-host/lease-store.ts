import type { Container, FeedRange } from '@azure/cosmos';

/**
 * Who reads a range of a container for a function, and how far: one document a range in the leases container.
 * `owner` and `expiresAt` are written for hosts that share leases.
 */
export interface Lease {
  readonly id: string;
  readonly functionName: string;
  readonly feedRange: { readonly minInclusive: string; readonly maxExclusive: string };
  /** Id of the host instance that reads the range. */
  readonly owner: string;
  /** ISO 8601: until when the owner holds it without renewing. */
  readonly expiresAt: string;
  /** Where the feed goes on; null before the first checkpoint. */
  readonly continuation: string | null;
}

/** A lease that this host holds. */
export interface HeldLease {
  readonly continuation: string | null;
  /**
   * Saves how far the function has come.
   * @throws an SDK error with code 412 when another host has taken the lease.
   */
  checkpoint(continuation: string): Promise<void>;
}

export interface LeaseOptions {
  readonly container: Container;
  readonly functionName: string;
  /** Goes before the id of each lease, so that functions of the same name can share the container. */
  readonly prefix: string;
  readonly owner: string;
  readonly expirationMs: number;
  /** Clock, in milliseconds since 1970. */
  readonly now: () => number;
}

/** Takes the lease of a range, from whoever held it: the one who lost it notices at its next checkpoint. */
export async function takeLease(options: LeaseOptions, range: FeedRange): Promise<HeldLease> {
  const { container, functionName, prefix, owner, expirationMs, now } = options;
  const id = `${prefix}${functionName}.${range.minInclusive}-${range.maxExclusive}`;
  const item = container.item(id, id);
  const { resource: known } = await item.read<Lease>();
  const write = (continuation: string | null): Lease => ({
    id,
    functionName,
    feedRange: { minInclusive: range.minInclusive, maxExclusive: range.maxExclusive },
    owner,
    expiresAt: new Date(now() + expirationMs).toISOString(),
    continuation,
  });
  const continuation = known?.continuation ?? null;
  const taken = await container.items.upsert<Lease>(write(continuation));
  let etag = taken.etag;
  return {
    continuation,
    async checkpoint(reached) {
      const accessCondition = { type: 'IfMatch', condition: etag };
      ({ etag } = await item.replace(write(reached), { accessCondition }));
    },
  };
}
