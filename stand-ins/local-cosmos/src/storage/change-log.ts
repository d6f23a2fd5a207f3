import type { ContainerRecord } from './container-record.ts';
import type { DocumentRecord } from './document-records.ts';
import type { Store } from './open-store.ts';

export type ChangeKind = 'create' | 'replace' | 'delete';

/** A write of a container as its change log keeps it; bodies are JSON texts. */
export interface Change {
  lsn: number;
  /** Seconds since 1970. */
  ts: number;
  kind: ChangeKind;
  id: string;
  partition: string;
  current: string | null;
  previous: string | null;
  previous_lsn: number;
  expired: number;
}

const tableOf = (container: ContainerRecord) => `changes_${container.number}`;

/** How long the service keeps changes with a continuous backup of seven days. */
const retentionSeconds = 7 * 24 * 3600;

/** Whether anyone has begun to read all versions of this container, so that they are kept. */
export function isLogged(store: Store, container: ContainerRecord): boolean {
  return (
    store.sqlite.get(
      "SELECT 1 AS found FROM sqlite_master WHERE type = 'table' AND name = ?",
      tableOf(container),
    ) !== undefined
  );
}

/** Begins to keep all versions: they can be read from now on alone, so nobody pays for them before. */
export function startChangeLog(store: Store, container: ContainerRecord): void {
  store.sqlite.run(`CREATE TABLE IF NOT EXISTS ${tableOf(container)} (
    lsn INTEGER PRIMARY KEY,
    ts INTEGER NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    partition TEXT NOT NULL,
    current TEXT,
    previous TEXT,
    previous_lsn INTEGER NOT NULL,
    expired INTEGER NOT NULL
  )`);
}

export function dropChangeLog(store: Store, container: ContainerRecord): void {
  store.sqlite.forgetStatements();
  store.sqlite.run(`DROP TABLE IF EXISTS ${tableOf(container)}`);
}

/** Keeps one write, where the container's are kept. */
export function logChange(
  store: Store,
  container: ContainerRecord,
  write: {
    lsn: number;
    current: DocumentRecord | undefined;
    previous: DocumentRecord | undefined;
    expired?: boolean;
  },
): void {
  const { lsn, current, previous, expired = false } = write;
  const document = current ?? previous;
  if (!document || !isLogged(store, container)) return;
  const kind: ChangeKind = current ? (previous ? 'replace' : 'create') : 'delete';
  store.sqlite.run(
    `INSERT INTO ${tableOf(container)} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    lsn,
    Math.floor(store.now() / 1000),
    kind,
    document.id,
    document.partition,
    current?.body ?? null,
    previous?.body ?? null,
    previous?.lsn ?? 0,
    expired ? 1 : 0,
  );
}

/** Reads what was kept after a point, and forgets what is too old. */
export function readChangeLog(
  store: Store,
  container: ContainerRecord,
  page: { after: number; where: readonly [sql: string, ...values: (string | number)[]][]; limit: number },
): Change[] {
  const table = tableOf(container);
  store.sqlite.run(`DELETE FROM ${table} WHERE ts < ?`, Math.floor(store.now() / 1000) - retentionSeconds);
  return store.sqlite.all<Change>(
    `SELECT * FROM ${table} WHERE lsn > ?${page.where.map(([sql]) => ` AND ${sql}`).join('')} ORDER BY lsn LIMIT ?`,
    page.after,
    ...page.where.flatMap(([, ...values]) => values),
    page.limit,
  );
}
