import type { LandingZone } from './landing-zone.ts';
import type { MirrorState, MirrorStateStore } from './mirror-state.ts';
import { type MarkedRow, type MirrorTable, rowMarkers } from './mirror-table.ts';
import { writeParquet } from './write-parquet.ts';

/** A page of a change feed. */
export interface FeedPage {
  readonly documents: readonly unknown[];
  /** Where the next page goes on. */
  readonly continuation: string;
}

export interface MirrorDependencies {
  readonly zone: LandingZone;
  readonly states: MirrorStateStore;
  /** Reads on from a continuation, null for the beginning; a page without documents is the end for now. */
  readonly readPage: (continuation: string | null) => Promise<FeedPage>;
  /** Keeps a document that does not fit the table, with the reason. */
  readonly bury: (document: unknown, error: unknown) => Promise<void>;
  /** Clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** Who this is, among those that may mirror the table. */
  readonly owner: string;
}

export interface MirrorOutcome {
  readonly kind: 'mirrored' | 'busy' | 'overtaken';
  readonly files: number;
  readonly rows: number;
}

/** For how long a mirror that died keeps others away. */
const leaseMs = 60_000;
/** Pages of one run, so that a run ends before the platform ends it. */
const maxPages = 50;

/** The name of a file: its number in twenty digits, without a gap from 1. */
export const fileName = (sequence: number) => `${String(sequence).padStart(20, '0')}.parquet`;

/** A name that readers leave out, and no two mirrors give. */
export const temporaryName = (sequence: number, owner: string) => `_${fileName(sequence)}.${owner}`;

/**
 * Mirrors a change feed until its end, a file for each page that has rows.
 *
 * Each file is written under a name that readers leave out, its continuation is stored, it gets its name, and the state says
 * so. Whoever comes after a crash finishes what was begun, so that the files are the same whenever it happened. Each
 * change of the state is on the condition that nobody else has changed it: an overtaken mirror publishes nothing more.
 */
export async function mirrorFeed(
  table: MirrorTable,
  dependencies: MirrorDependencies,
): Promise<MirrorOutcome> {
  const { states, now, owner } = dependencies;
  let { state, version } = await states.load(table.name);
  let files = 0;
  let rows = 0;
  const end = (kind: MirrorOutcome['kind']): MirrorOutcome => ({ kind, files, rows });
  const save = async (changed: Partial<MirrorState>): Promise<boolean> => {
    state = { ...state, ...changed };
    version = await states.save(state, version);
    return version !== null;
  };
  const { lease } = state;
  if (lease && lease.owner !== owner && lease.until > now()) return end('busy');
  if (!(await save({ lease: { owner, until: now() + leaseMs } }))) return end('busy');

  await describe(table, dependencies.zone);
  if (state.pending) {
    const finished = await finish(table, dependencies.zone, state);
    if (!(await save({ ...finished, pending: null }))) return end('overtaken');
  }
  await tidy(table, dependencies);
  for (let page = 0; page < maxPages; page += 1) {
    const { documents, continuation } = await dependencies.readPage(state.continuation);
    if (documents.length === 0) break;
    const rowsOf = await toRows(table, documents, dependencies.bury);
    // The first file has no markers, and nothing before it that could be deleted.
    const isFirst = state.lastFile === 0;
    const marked = isFirst ? rowsOf.filter(({ marker }) => marker !== rowMarkers.delete) : rowsOf;
    const until = { lease: { owner, until: now() + leaseMs } };
    if (marked.length === 0) {
      if (!(await save({ ...until, continuation }))) return end('overtaken');
      continue;
    }
    const sequence = state.lastFile + 1;
    const content = writeParquet(table.columns, marked, { isFirst });
    const temporary = temporaryName(sequence, owner);
    await dependencies.zone.write(table.name, temporary, content);
    const pending = { sequence, temporary, rows: marked.length, continuation };
    if (!(await save({ ...until, pending }))) return end('overtaken');
    await dependencies.zone.publish(table.name, temporary, fileName(sequence));
    const published = { continuation, lastFile: sequence, rows: state.rows + marked.length, pending: null };
    files += 1;
    rows += marked.length;
    if (!(await save(published))) return end('overtaken');
  }
  await save({ lease: null });
  return end('mirrored');
}

/** Says once what a table's keys are, which readers want to know before its first file. */
async function describe({ name, keyColumns }: MirrorTable, zone: LandingZone): Promise<void> {
  const metadata = '_metadata.json';
  const wanted = JSON.stringify({ keyColumns });
  const written = await zone.read(name, metadata);
  if (written === undefined) return zone.write(name, metadata, Buffer.from(wanted));
  if (Buffer.from(written).toString() !== wanted)
    throw new Error(`The keys of the mirrored table '${name}' cannot change to ${keyColumns.join(', ')}.`);
}

/** Publishes a file whose continuation is stored, where a crash came before; what the state says then. */
async function finish(
  table: MirrorTable,
  zone: LandingZone,
  state: MirrorState,
): Promise<Partial<MirrorState>> {
  const { pending } = state;
  if (!pending) return {};
  const name = fileName(pending.sequence);
  const names = await zone.list(table.name);
  if (!names.includes(name)) await zone.publish(table.name, pending.temporary, name);
  return {
    continuation: pending.continuation,
    lastFile: pending.sequence,
    rows: state.rows + pending.rows,
  };
}

/** Removes what this mirror had begun to write when it died; nobody refers to it any more. */
async function tidy({ name }: MirrorTable, { zone, owner }: MirrorDependencies): Promise<void> {
  for (const file of await zone.list(name))
    if (file.startsWith('_0') && file.endsWith(`.${owner}`)) await zone.remove(name, file);
}

async function toRows(
  table: MirrorTable,
  documents: readonly unknown[],
  bury: MirrorDependencies['bury'],
): Promise<MarkedRow[]> {
  const marked: MarkedRow[] = [];
  for (const document of documents) {
    try {
      const row = table.toRow(document);
      const marker = table.isDeletion?.(document) ? rowMarkers.delete : rowMarkers.upsert;
      if (row) marked.push({ row, marker });
    } catch (error) {
      await bury(document, error);
    }
  }
  return marked;
}
