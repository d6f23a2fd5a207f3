import { appendRows } from '@headgate/mirroring/append-rows.ts';
import { type MarkedRow, type MirrorTable, rowMarkers } from '@headgate/mirroring/mirror-table.ts';
import type { BuryDocument } from './dead-letter.ts';
import type { Delivery } from './evaluate-activity.ts';
import { MirrorBusyError, type Mirrors } from './mirror-changes.ts';

/**
 * Mirrors documents that the feed has given before: dead letters that fit now.
 *
 * @throws MirrorBusyError while somebody else mirrors the table
 */
export async function mirrorDocuments(
  table: MirrorTable,
  { mirrors, bury }: { mirrors: Mirrors; bury: BuryDocument },
  { documents, functionName, attempt }: Delivery,
): Promise<void> {
  const marked: MarkedRow[] = [];
  for (const document of documents) {
    try {
      const row = table.toRow(document);
      if (row) marked.push({ row, marker: rowMarkers.upsert });
    } catch (error) {
      await bury({ functionName, document, error, attempts: attempt });
    }
  }
  if (!(await appendRows(table, marked, mirrors.of(table))))
    throw new MirrorBusyError(`The table '${table.name}' is mirrored by somebody else now.`);
}
