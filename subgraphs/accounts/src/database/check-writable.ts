import { accountsErrors } from '../errors.ts';
import type { Database } from './connect-database.ts';

/**
 * Resolves when the server can be reached and written to.
 * @throws SERVICE_UNAVAILABLE when it is away, or a standby that has not been promoted yet
 */
export async function checkWritable(database: Database): Promise<void> {
  const [row] = await database.$queryRaw<{ isReadOnly: boolean }[]>`
    SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean AS "isReadOnly"`;
  if (row?.isReadOnly !== false) throw accountsErrors.create('SERVICE_UNAVAILABLE');
}
