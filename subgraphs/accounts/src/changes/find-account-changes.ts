import { z } from 'zod';
import type { Database } from '../database/connect-database.ts';

export interface AccountChangesPage {
  readonly changes: { readonly id: string; readonly row: string | null }[];
  readonly continuation: string | null;
}

/** `TRANSACTION:NUMBER` of the last change of a page. */
export const changePosition = z
  .string()
  .regex(/^\d{1,18}:\d{1,18}$/, { error: 'expected what an answer called continuation' });

/**
 * Finds what has changed after a position. Transactions that are not over yet may still show changes older than those
 * that are, so changes are told up to the oldest of these alone: https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-PG-SNAPSHOT
 */
export async function findAccountChanges(
  database: Database,
  of: 'USERS' | 'PLACES',
  { after, first }: { readonly after: string | null; readonly first: number },
): Promise<AccountChangesPage> {
  const [transaction = '0', number = '0'] = (after ?? '0:0').split(':');
  const rows = await database.$queryRaw<
    { id: string; transaction: bigint; number: bigint; row: string | null }[]
  >`
    SELECT id, transaction, number, "row"::text AS "row"
    FROM account_changes
    WHERE table_name = ${of.toLowerCase()} AND (transaction, number) > (${BigInt(transaction)}, ${BigInt(number)})
      AND transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    ORDER BY transaction, number
    LIMIT ${first}`;
  const last = rows.at(-1);
  return {
    changes: rows.map((change) => ({ id: change.id, row: change.row })),
    continuation: last ? `${last.transaction}:${last.number}` : after,
  };
}
