import type { Container, FeedRange } from '@azure/cosmos';

/** Who reads a range of a container for a function, and how far, or who runs it: one document in the leases container. */
export interface Lease {
  readonly id: string;
  readonly functionName: string;
  /** null for what is no feed. */
  readonly feedRange: { readonly minInclusive: string; readonly maxExclusive: string } | null;
  /** Id of the host instance that has it. */
  readonly owner: string;
  /** ISO 8601: until when the owner holds it without renewing. */
  readonly expiresAt: string;
  /** Where the feed goes on; null before the first checkpoint. */
  readonly continuation: string | null;
}

/** A lease that this host holds. */
export interface HeldLease {
  readonly continuation: string | null;
  /** Aborted when another host has taken the lease. */
  readonly lost: AbortSignal;
  /**
   * Saves how far the function has come.
   * @throws an SDK error with code 412 when another host has taken the lease.
   */
  checkpoint(continuation: string): Promise<void>;
  /** Stops renewing, and lets another host take the lease at once. */
  release(): Promise<void>;
}

export interface LeaseOptions {
  readonly container: Container;
  readonly functionName: string;
  /** Goes before the id of each lease, so that functions of the same name can share the container. */
  readonly prefix: string;
  /** Id of this host instance: after a crash it takes its own leases at once. */
  readonly owner: string;
  readonly expirationMs: number;
  /** Clock, in milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Takes the lease of a range, or of the whole function, when no other host holds it, and renews it until it is released.
 * @returns undefined when another host holds it, or was quicker.
 */
export async function takeLease(
  options: LeaseOptions,
  range: FeedRange | null,
): Promise<HeldLease | undefined> {
  const { container, functionName, prefix, owner, expirationMs, now } = options;
  const id = `${prefix}${functionName}${range ? `.${range.minInclusive}-${range.maxExclusive}` : ''}`;
  const item = container.item(id, id);
  const { resource: known, etag: knownEtag } = await item.read<Lease>();
  if (known && known.owner !== owner && Date.parse(known.expiresAt) > now()) return undefined;
  let continuation = known?.continuation ?? null;
  const write = (validMs: number): Lease => ({
    id,
    functionName,
    feedRange: range && { minInclusive: range.minInclusive, maxExclusive: range.maxExclusive },
    owner,
    expiresAt: new Date(now() + validMs).toISOString(),
    continuation,
  });
  const replace = async (etag: string, validMs: number) => {
    const accessCondition = { type: 'IfMatch', condition: etag };
    return (await item.replace(write(validMs), { accessCondition })).etag;
  };
  let etag: string;
  try {
    etag = known
      ? await replace(knownEtag, expirationMs)
      : (await container.items.create(write(expirationMs))).etag;
  } catch (error) {
    if (isTaken(error)) return undefined;
    throw error;
  }
  const lost = new AbortController();
  // One write after the other: each needs the ETag of the one before.
  let writes: Promise<void> = Promise.resolve();
  const save = (validMs: number) => {
    const saved = writes.then(async () => {
      etag = await replace(etag, validMs);
    });
    writes = saved.catch((error: unknown) => {
      if (isTaken(error)) lost.abort();
    });
    return saved;
  };
  // A renewal that fails for another reason is made up for by the next one, while the lease lasts.
  const renewal = setInterval(() => save(expirationMs).catch(() => undefined), expirationMs / 3);
  return {
    continuation,
    lost: lost.signal,
    checkpoint(reached) {
      continuation = reached;
      return save(expirationMs);
    },
    async release() {
      clearInterval(renewal);
      await save(0).catch(() => undefined);
    },
  };
}

/** Another host has written the lease, or created it. */
function isTaken(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === 409 || code === 412;
}
