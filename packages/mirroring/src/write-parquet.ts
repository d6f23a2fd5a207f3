import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Column, MarkedRow } from './mirror-table.ts';

/**
 * The rows as a Parquet file with the marker as its last column; the first file of a table has none, since there all rows
 * are new.
 */
export function writeParquet(
  columns: readonly Column[],
  rows: readonly MarkedRow[],
  { isFirst }: { isFirst: boolean },
): Uint8Array {
  const columnData = columns.map(({ name, type }) => ({
    name,
    type,
    nullable: true,
    data: rows.map(({ row }) => row[name] ?? null),
  }));
  const markers = {
    name: '__rowMarker__',
    type: 'INT32' as const,
    nullable: false,
    data: rows.map(({ marker }) => marker),
  };
  return new Uint8Array(parquetWriteBuffer({ columnData: isFirst ? columnData : [...columnData, markers] }));
}
