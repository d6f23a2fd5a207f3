import type { Database } from '../database/connect-database.ts';
import { accountsErrors } from '../errors.ts';

/**
 * Keeps others from adding to what a user has until the transaction ends: what it counts from now on stays so.
 * @throws NOT_REGISTERED
 */
export async function lockUser(transaction: Pick<Database, '$queryRaw'>, userId: string): Promise<void> {
  // Not FOR UPDATE, which would hold up whoever adds a row that refers to the user without counting.
  const locked = await transaction.$queryRaw<unknown[]>`
    SELECT 1 FROM users WHERE id = ${userId} FOR NO KEY UPDATE`;
  if (locked.length === 0) throw accountsErrors.create('NOT_REGISTERED');
}
