/** What a column holds, by the names of Parquet's types. */
export type ColumnType = 'STRING' | 'INT64' | 'DOUBLE' | 'BOOLEAN' | 'TIMESTAMP';

/** A value of a row: a text, a whole number, a number, a truth value or a time; null for none. */
export type CellValue = string | bigint | number | boolean | Date | null;

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

export type Row = Readonly<Record<string, CellValue>>;

/** How the documents of a container become rows of a table. */
export interface MirrorTable {
  readonly name: string;
  /** What tells rows apart. It can never change. */
  readonly keyColumns: readonly string[];
  /** In their order. Columns can be added at the end; a column's type can never change. */
  readonly columns: readonly Column[];
  /**
   * The row of a document; null for one that is not of this table.
   *
   * @throws Error for one that does not fit, naming the field
   */
  toRow(document: unknown): Row | null;
  /** Whether the document says that a row is gone; then its row is the key alone. Default: none does. */
  isDeletion?(document: unknown): boolean;
}

/** What is to be done with a row. https://learn.microsoft.com/fabric/mirroring/open-mirroring-landing-zone-format */
export const rowMarkers = { insert: 0, update: 1, delete: 2, upsert: 4 } as const;

export interface MarkedRow {
  readonly row: Row;
  readonly marker: (typeof rowMarkers)[keyof typeof rowMarkers];
}
