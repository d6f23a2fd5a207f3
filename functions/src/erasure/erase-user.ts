import type { Container } from '@azure/cosmos';
import { runBatch } from '@headgate/cosmos/run-batch.ts';
import { runOperation } from '@headgate/cosmos/run-operation.ts';
import { runQuery } from '@headgate/cosmos/run-query.ts';
import { appendRows } from '@headgate/mirroring/append-rows.ts';
import { holdTable } from '@headgate/mirroring/hold-table.ts';
import { type MirrorTable, rowMarkers } from '@headgate/mirroring/mirror-table.ts';
import { activityTable, alertsTable, erasuresTable } from '@headgate/mirroring/tables.ts';
import { MirrorBusyError, type Mirrors } from '../mirror-changes.ts';

export interface EraseUserDependencies {
  readonly activity: Container;
  readonly alerts: Container;
  readonly deadLetters: Container;
  /** null where nothing is mirrored. */
  readonly mirrors: Mirrors | null;
  /** Tells the landing zone who and what is gone of accounts, which forgets it when the erasure is done. */
  readonly mirrorAccounts: () => Promise<unknown>;
  /** Removes what Redis has of the user. */
  readonly eraseFromStreams: (userId: string) => Promise<void>;
}

const maxOperations = 100;

/**
 * Erases a user from all stores but the one that says so. Each step can be done again, and is where any was interrupted.
 *
 * Deletions are told of before they are made, for the feed of a container tells of none; meanwhile the mirror is kept away,
 * which might bring back what it had read before.
 *
 * @throws MirrorBusyError while a table is mirrored: to be tried again
 */
export async function eraseUser(userId: string, dependencies: EraseUserDependencies): Promise<void> {
  const { activity, alerts, deadLetters, mirrors } = dependencies;
  if (mirrors) {
    const row = { user_id: userId, erased_at: new Date(mirrors.of(erasuresTable).now()) };
    const told = await appendRows(
      erasuresTable,
      [{ row, marker: rowMarkers.upsert }],
      mirrors.of(erasuresTable),
    );
    if (!told) throw new MirrorBusyError("The table 'erasures' is written by somebody else now.");
  }
  await dependencies.mirrorAccounts();
  await erasePartition(userId, { container: activity, table: activityTable, mirrors });
  await erasePartition(userId, { container: alerts, table: alertsTable, mirrors });
  await eraseDeadLetters(userId, deadLetters);
  await dependencies.eraseFromStreams(userId);
}

async function erasePartition(
  userId: string,
  { container, table, mirrors }: { container: Container; table: MirrorTable; mirrors: Mirrors | null },
): Promise<void> {
  const erase = async () => {
    const ids = await runQuery<string>(container, {
      query: 'SELECT VALUE c.id FROM c',
      parameters: {},
      partitionKey: userId,
    });
    if (mirrors) {
      const rows = ids.map((id) => ({ row: { user_id: userId, id }, marker: rowMarkers.delete }));
      const dependencies = { ...mirrors.of(table), isHeld: true };
      if (!(await appendRows(table, rows, dependencies))) return false;
    }
    for (let from = 0; from < ids.length; from += maxOperations) {
      const operations = ids
        .slice(from, from + maxOperations)
        .map((id) => ({ operationType: 'Delete' as const, id }));
      await runBatch(container, userId, operations);
    }
    return true;
  };
  const isDone = mirrors ? await holdTable(table.name, mirrors.of(table), erase) : await erase();
  if (!isDone) throw new MirrorBusyError(`The table '${table.name}' is mirrored by somebody else now.`);
}

async function eraseDeadLetters(userId: string, container: Container): Promise<void> {
  const letters = await runQuery<{ id: string; functionName: string }>(container, {
    query: 'SELECT c.id, c.functionName FROM c WHERE CONTAINS(c.payload, @user)',
    // As JSON has it, within its quotes: an id may be the beginning of another one.
    parameters: { '@user': JSON.stringify(userId) },
    partitionKey: 'all',
  });
  for (const { id, functionName } of letters)
    await runOperation((abortSignal) => container.item(id, functionName).delete({ abortSignal })).catch(
      (error: unknown) => {
        if ((error as { code?: unknown }).code !== 404) throw error;
      },
    );
}
