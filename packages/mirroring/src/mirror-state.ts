/** A file on its way: it is known where the feed goes on once it is published, before it is. */
export interface PendingFile {
  readonly sequence: number;
  /** The name it has until it is published. */
  readonly temporary: string;
  readonly rows: number;
  readonly continuation: string | null;
}

/** How far a table is mirrored. */
export interface MirrorState {
  readonly table: string;
  /** Where the change feed goes on; null for its beginning. */
  readonly continuation: string | null;
  /** The number of the last published file; 0 before the first. */
  readonly lastFile: number;
  readonly rows: number;
  readonly pending: PendingFile | null;
  /** Who mirrors the table, and until when nobody else does, in milliseconds since 1970. */
  readonly lease: { readonly owner: string; readonly until: number } | null;
}

/** Keeps the state of each table. */
export interface MirrorStateStore {
  /** The state with its version; a version of null where none is stored yet. */
  load(table: string): Promise<{ state: MirrorState; version: string | null }>;
  /** @returns the new version; null, and nothing is stored, where the version is not what it was */
  save(state: MirrorState, version: string | null): Promise<string | null>;
}

export function initialMirrorState(table: string): MirrorState {
  return { table, continuation: null, lastFile: 0, rows: 0, pending: null, lease: null };
}
