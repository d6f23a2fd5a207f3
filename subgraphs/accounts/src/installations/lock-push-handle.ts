import type { Database } from '../database/connect-database.ts';

/**
 * Lets one user at a time take a device over, until the transaction ends: two who take it from each other at once would
 * each wait for what the other has changed.
 */
export async function lockPushHandle(
  transaction: Pick<Database, '$executeRaw'>,
  pushHandle: string,
): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${pushHandle}, 0))`;
}
