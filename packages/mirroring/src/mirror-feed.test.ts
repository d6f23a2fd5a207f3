import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { parquetReadObjects } from 'hyparquet';
import { appendRows } from './append-rows.ts';
import { createFolderLandingZone } from './create-folder-landing-zone.ts';
import type { LandingZone } from './landing-zone.ts';
import { fileName, type MirrorDependencies, mirrorFeed } from './mirror-feed.ts';
import type { MirrorStateStore } from './mirror-state.ts';
import { rowMarkers } from './mirror-table.ts';
import { activityTable, alertsTable } from './tables.ts';
import { createMemoryStateStore } from './test-support/create-memory-state-store.ts';
import { sampleActivity } from './test-support/sample-activity.ts';

const directories: string[] = [];
after(() => Promise.all(directories.map((directory) => rm(directory, { recursive: true }))));

async function createDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'mirror-'));
  directories.push(directory);
  return directory;
}

/** A feed of pages of two documents; a continuation is the number of documents before it. */
function feedOf(documents: readonly unknown[]): MirrorDependencies['readPage'] {
  return async (continuation) => {
    const from = Number(continuation ?? 0);
    const page = documents.slice(from, from + 2);
    return { documents: page, continuation: String(from + page.length) };
  };
}

const events = Array.from({ length: 7 }, (_, n) => sampleActivity(n));

async function prepare(documents: readonly unknown[] = events) {
  const directory = await createDirectory();
  const buried: unknown[] = [];
  const dependencies: MirrorDependencies = {
    zone: createFolderLandingZone(directory),
    states: createMemoryStateStore(),
    readPage: feedOf(documents),
    bury: async (document) => void buried.push(document),
    now: () => 0,
    owner: 'a',
  };
  return { directory, buried, dependencies };
}

/** File name → content, of the files that a reader sees. */
async function readFiles(directory: string, table = 'activity'): Promise<Map<string, string>> {
  const names = (await readdir(join(directory, table))).filter((name) => !name.startsWith('_0')).sort();
  const contents = await Promise.all(names.map((name) => readFile(join(directory, table, name), 'base64')));
  return new Map(names.map((name, index) => [name, contents[index] as string]));
}

async function readRows(directory: string, sequence: number, table = 'activity') {
  const bytes = await readFile(join(directory, table, fileName(sequence)));
  return parquetReadObjects({
    file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer,
  });
}

class Crash extends Error {}

/** Lets the process die at the n-th thing that it does, before or after it is done. */
function crashAt(dependencies: MirrorDependencies, n: number, when: 'before' | 'after'): MirrorDependencies {
  let count = 0;
  const fragile = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(_, name: string) {
        const method = (target as Record<string, unknown>)[name] as (
          ...values: unknown[]
        ) => Promise<unknown>;
        return async (...values: unknown[]) => {
          count += 1;
          if (count === n && when === 'before') throw new Crash();
          const result = await method(...values);
          if (count === n) throw new Crash();
          return result;
        };
      },
    });
  return {
    ...dependencies,
    zone: fragile<LandingZone>(dependencies.zone),
    states: fragile<MirrorStateStore>(dependencies.states),
  };
}

describe('the mirror of a change feed', () => {
  it('writes a file a page, without gaps, and the markers last from the second file on', async () => {
    const { directory, dependencies } = await prepare();
    assert.deepEqual(await mirrorFeed(activityTable, dependencies), { kind: 'mirrored', files: 4, rows: 7 });
    assert.deepEqual(
      [...(await readFiles(directory)).keys()],
      [1, 2, 3, 4].map(fileName).concat('_metadata.json'),
    );
    const metadata = await readFile(join(directory, 'activity', '_metadata.json'), 'utf8');
    assert.deepEqual(JSON.parse(metadata), { keyColumns: ['user_id', 'id'] });
    const [first] = await readRows(directory, 1);
    const [second] = await readRows(directory, 2);
    assert.ok(!Object.hasOwn(first ?? {}, '__rowMarker__'));
    assert.equal(Object.keys(second ?? {}).at(-1), '__rowMarker__');
    assert.equal(second?.['__rowMarker__'], rowMarkers.upsert);
    assert.deepEqual(second?.['occurred_at'], new Date('2026-06-01T02:00:00.000Z'));
    assert.equal(second?.['amount_minor_units'], 102n);
    assert.ok(!JSON.stringify(Object.keys(second ?? {})).includes('properties'));
  });

  it('does nothing again when nothing is new', async () => {
    const { directory, dependencies } = await prepare();
    await mirrorFeed(activityTable, dependencies);
    const before = await readFiles(directory);
    assert.deepEqual(await mirrorFeed(activityTable, dependencies), { kind: 'mirrored', files: 0, rows: 0 });
    assert.deepEqual(await readFiles(directory), before);
  });

  it('leaves the same files wherever it died and was started again', async () => {
    const undisturbed = await prepare();
    await mirrorFeed(activityTable, undisturbed.dependencies);
    const expected = await readFiles(undisturbed.directory);
    let crashes = 0;
    for (const when of ['before', 'after'] as const)
      for (let n = 1; n < 60; n += 1) {
        const { directory, dependencies } = await prepare();
        try {
          await mirrorFeed(activityTable, crashAt(dependencies, n, when));
          continue;
        } catch (error) {
          if (!(error instanceof Crash)) throw error;
          crashes += 1;
        }
        const outcome = await mirrorFeed(activityTable, dependencies);
        assert.equal(outcome.kind, 'mirrored', `${when} ${n}`);
        assert.deepEqual(await readFiles(directory), expected, `${when} ${n}`);
        const leftovers = (await readdir(join(directory, 'activity'))).filter((name) =>
          name.startsWith('_0'),
        );
        assert.deepEqual(leftovers, [], `${when} ${n}`);
      }
    assert.ok(crashes > 30);
  });

  it('has one writer: another waits until the lease ends, and an overtaken one publishes nothing more', async () => {
    const { directory, dependencies } = await prepare();
    let resume = () => {};
    let isAsleep: () => void = () => {};
    const asleep = new Promise<void>((resolve) => {
      isAsleep = resolve;
    });
    const awake = new Promise<void>((resolve) => {
      resume = resolve;
    });
    const sleepy: LandingZone = {
      ...dependencies.zone,
      async write(table, name, content) {
        await dependencies.zone.write(table, name, content);
        if (!name.startsWith(`_${fileName(2)}`)) return;
        isAsleep();
        await awake;
      },
    };
    const overtaken = mirrorFeed(activityTable, { ...dependencies, zone: sleepy });
    await asleep;
    const other = { ...dependencies, owner: 'b' };
    assert.equal((await mirrorFeed(activityTable, other)).kind, 'busy');
    assert.equal((await mirrorFeed(activityTable, { ...other, now: () => 61_000 })).kind, 'mirrored');
    resume();
    assert.equal((await overtaken).kind, 'overtaken');
    const undisturbed = await prepare();
    await mirrorFeed(activityTable, undisturbed.dependencies);
    assert.deepEqual(await readFiles(directory), await readFiles(undisturbed.directory));
  });

  it('buries what does not fit, with the field, and writes no empty file', async () => {
    const wrong = [
      sampleActivity(0, { amount: { minorUnits: '5', currency: 'EUR' } }),
      sampleActivity(1, { occurredAt: 'yesterday' }),
      sampleActivity(2),
      sampleActivity(3, { kind: 'x'.repeat(9000) }),
      null,
      'text',
    ];
    const { directory, dependencies } = await prepare(wrong);
    const reasons: string[] = [];
    const bury = async (_: unknown, error: unknown) => void reasons.push(String(error));
    assert.deepEqual(await mirrorFeed(activityTable, { ...dependencies, bury }), {
      kind: 'mirrored',
      files: 1,
      rows: 1,
    });
    assert.equal(reasons.length, 5);
    assert.match(reasons.join(), /minorUnits.*occurredAt.*kind/s);
    assert.deepEqual([...(await readFiles(directory)).keys()], [fileName(1), '_metadata.json']);
  });

  it('keeps large numbers, odd texts and old times as they are', async () => {
    const odd = sampleActivity(0, {
      id: 'ü 日 😀 "\'',
      amount: { minorUnits: Number.MAX_SAFE_INTEGER, currency: 'JPY' },
      occurredAt: '0001-01-01T00:00:00.000Z',
    });
    const { directory, dependencies } = await prepare([odd]);
    await mirrorFeed(activityTable, dependencies);
    const [row] = await readRows(directory, 1);
    assert.equal(row?.['id'], 'ü 日 😀 "\'');
    assert.equal(row?.['amount_minor_units'], BigInt(Number.MAX_SAFE_INTEGER));
    assert.deepEqual(row?.['occurred_at'], new Date('0001-01-01T00:00:00.000Z'));
  });

  it('refuses to change the keys of a table', async () => {
    const { dependencies } = await prepare();
    await mirrorFeed(activityTable, dependencies);
    await assert.rejects(mirrorFeed({ ...activityTable, keyColumns: ['id'] }, dependencies), /cannot change/);
  });

  it('mirrors alerts, and of their container nothing else', async () => {
    const alert = {
      type: 'alert',
      id: 'a1',
      userId: 'u1',
      ruleId: 'r',
      severity: 'INFO',
      status: 'RAISED',
      message: 'Ada entered her home',
      raisedAt: '2026-06-01T00:00:00.000Z',
      acknowledgedAt: null,
      resolvedAt: null,
      _ts: 1,
      _lsn: 2,
    };
    const { directory, dependencies } = await prepare([
      { type: 'state', id: 'state' },
      alert,
      { type: 'rule' },
    ]);
    await mirrorFeed(alertsTable, dependencies);
    const [row, ...others] = await readRows(directory, 1, 'alerts');
    assert.deepEqual(
      [row?.['id'], others.length, JSON.stringify(Object.values(row ?? {}).map(String)).includes('home')],
      ['a1', 0, false],
    );
  });

  it('has nothing to delete before its first file', async () => {
    const { directory, dependencies } = await prepare();
    const row = { user_id: 'u0', id: 'e0' };
    assert.equal(await appendRows(activityTable, [{ row, marker: rowMarkers.delete }], dependencies), true);
    await mirrorFeed(activityTable, dependencies);
    const [first] = await readRows(directory, 1);
    assert.equal(first?.['kind'], 'VIEW');
  });

  it('appends deletions in their turn, and again without harm', async () => {
    const { directory, dependencies } = await prepare();
    await mirrorFeed(activityTable, dependencies);
    const row = { user_id: 'u0', id: 'e0' };
    assert.equal(await appendRows(activityTable, [{ row, marker: rowMarkers.delete }], dependencies), true);
    assert.deepEqual(
      await readRows(directory, 5).then(([first]) => [
        first?.['id'],
        first?.['__rowMarker__'],
        first?.['kind'],
      ]),
      ['e0', rowMarkers.delete, null],
    );
    const outcome = await mirrorFeed(activityTable, {
      ...dependencies,
      readPage: feedOf([...events, sampleActivity(7)]),
    });
    assert.deepEqual(outcome, { kind: 'mirrored', files: 1, rows: 1 });
    assert.deepEqual(
      (await readRows(directory, 6)).map(({ id }) => id),
      ['e7'],
    );
  });
});
