import type { MirrorStateStore } from './mirror-state.ts';

const leaseMs = 60_000;

/**
 * Keeps the mirror of a table away while `work` is done, for up to a minute.
 *
 * @returns what it gives; null, and nothing is done, while somebody else mirrors the table
 */
export async function holdTable<T>(
  table: string,
  { states, owner, now }: { states: MirrorStateStore; owner: string; now: () => number },
  work: () => Promise<T>,
): Promise<T | null> {
  const { state, version } = await states.load(table);
  const isHeld = state.lease !== null && state.lease.owner !== owner && state.lease.until > now();
  if (isHeld || state.pending) return null;
  const lease = { owner, until: now() + leaseMs };
  if ((await states.save({ ...state, lease }, version)) === null) return null;
  try {
    return await work();
  } finally {
    const after = await states.load(table);
    if (after.state.lease?.owner === owner) await states.save({ ...after.state, lease: null }, after.version);
  }
}
