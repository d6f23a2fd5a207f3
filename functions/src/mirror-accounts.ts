import { mirrorFeed } from '@headgate/mirroring/mirror-feed.ts';
import { placesTable, usersTable } from '@headgate/mirroring/tables.ts';
import type { ReadAccountChanges } from './create-account-changes.ts';
import type { BuryDocument } from './dead-letter.ts';
import { MirrorBusyError, type Mirrors } from './mirror-changes.ts';

const tables = [
  { of: 'USERS', table: usersTable },
  { of: 'PLACES', table: placesTable },
] as const;

/**
 * Mirrors users and places without what is personal.
 *
 * @returns how many rows
 * @throws MirrorBusyError while somebody else mirrors a table: to be tried again
 */
export async function mirrorAccounts({
  mirrors,
  readChanges,
  bury,
}: {
  readonly mirrors: Mirrors;
  readonly readChanges: ReadAccountChanges;
  readonly bury: BuryDocument;
}): Promise<number> {
  await mirrors.prepare();
  let rows = 0;
  for (const { of, table } of tables) {
    const outcome = await mirrorFeed(table, {
      ...mirrors.of(table),
      readPage: (continuation) => readChanges(of, continuation),
      bury: (document, error) => bury({ functionName: 'mirror-accounts', document, error, attempts: 1 }),
    });
    if (outcome.kind !== 'mirrored')
      throw new MirrorBusyError(`The table '${table.name}' is mirrored by somebody else now.`);
    rows += outcome.rows;
  }
  return rows;
}
