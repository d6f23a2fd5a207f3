import type { LandingZone } from './landing-zone.ts';
import { fileName, temporaryName } from './mirror-feed.ts';
import type { MirrorStateStore } from './mirror-state.ts';
import { type MarkedRow, type MirrorTable, rowMarkers } from './mirror-table.ts';
import { writeParquet } from './write-parquet.ts';

/**
 * Appends rows that no change feed tells of, such as deletions. Whoever is interrupted calls it again: rows that come
 * twice change nothing.
 *
 * @param dependencies `isHeld` where the caller has the table's lease
 * @returns whether they are published; false while somebody else mirrors the table
 */
export async function appendRows(
  table: MirrorTable,
  rows: readonly MarkedRow[],
  { zone, states, isHeld = false }: { zone: LandingZone; states: MirrorStateStore; isHeld?: boolean },
): Promise<boolean> {
  const { state, version } = await states.load(table.name);
  if ((state.lease && !isHeld) || state.pending) return false;
  const sequence = state.lastFile + 1;
  // The first file has no markers, and nothing before it that could be deleted.
  const wanted = sequence === 1 ? rows.filter(({ marker }) => marker !== rowMarkers.delete) : rows;
  if (wanted.length === 0) return true;
  const temporary = temporaryName(sequence, 'append');
  await zone.write(table.name, temporary, writeParquet(table.columns, wanted, { isFirst: sequence === 1 }));
  const pending = { sequence, temporary, rows: wanted.length, continuation: state.continuation };
  const claimed = await states.save({ ...state, pending }, version);
  if (claimed === null) return false;
  await zone.publish(table.name, temporary, fileName(sequence));
  const published = { ...state, lastFile: sequence, rows: state.rows + wanted.length, pending: null };
  return (await states.save(published, claimed)) !== null;
}
