import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { goldNaively } from '../test-support/gold-naively.ts';
import { readGoldRows } from '../test-support/read-gold-rows.ts';
import { createLandingWriter, type SampleEvent } from '../test-support/write-landing.ts';
import { loadLanding } from '../warehouse/load-landing.ts';
import { openWarehouse, type Warehouse } from '../warehouse/open-warehouse.ts';
import { refreshGold } from './refresh-gold.ts';

const directories: string[] = [];
after(() => Promise.all(directories.map((directory) => rm(directory, { recursive: true }))));

async function createDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'gold-'));
  directories.push(directory);
  return directory;
}

const hour = 3_600_000;
const monday = Date.UTC(2026, 5, 1);
const event = (id: string, hours: number, changes: Partial<SampleEvent> = {}): SampleEvent => ({
  userId: 'ada',
  id,
  kind: 'VIEW',
  at: monday + hours * hour,
  ...changes,
});

async function loadAndRefresh(warehouse: Warehouse, directory: string) {
  const { touchedHours } = await loadLanding(warehouse, directory);
  await refreshGold(warehouse, touchedHours);
  return touchedHours;
}

describe('gold', () => {
  it('has hours, users, amounts, places and weeks as counted by hand', async () => {
    const directory = await createDirectory();
    await using warehouse = await openWarehouse();
    await createLandingWriter(directory).write([
      event('1', 0.1),
      event('2', 0.9, { userId: 'bob' }),
      event('3', 1, { kind: 'PURCHASE', amount: 250, placeId: 'p' }),
      event('4', 25, { kind: 'PURCHASE', amount: 1000, placeId: 'p' }),
    ]);
    await loadAndRefresh(warehouse, directory);
    const { hourly_activity: hourly, place_day: places } = await readGoldRows(warehouse);
    assert.deepEqual(hourly, [
      '2026-06-01T00:00:00.000Z|VIEW|*|2|2|0',
      '2026-06-01T01:00:00.000Z|PURCHASE|*|1|1|250',
      '2026-06-01T01:00:00.000Z|PURCHASE|p|1|1|250',
      '2026-06-02T01:00:00.000Z|PURCHASE|*|1|1|1000',
      '2026-06-02T01:00:00.000Z|PURCHASE|p|1|1|1000',
    ]);
    assert.deepEqual(places, ['2026-06-01|p|1|1|1|250', '2026-06-02|p|1|1|1|1000']);
    const [funnel] = await warehouse.query('select viewed, clicked, purchased from funnel_day order by day');
    assert.deepEqual(funnel, { viewed: 2n, clicked: 0n, purchased: 0n });
  });

  it('counts a funnel in the order of its steps', async () => {
    const directory = await createDirectory();
    await using warehouse = await openWarehouse();
    await createLandingWriter(directory).write([
      event('1', 1),
      event('2', 2, { kind: 'CLICK' }),
      event('3', 3, { kind: 'PURCHASE' }),
      event('4', 1, { userId: 'bob', kind: 'PURCHASE' }),
      event('5', 2, { userId: 'bob' }),
    ]);
    await loadAndRefresh(warehouse, directory);
    assert.deepEqual(await warehouse.query('select viewed, clicked, purchased from funnel_day'), [
      { viewed: 2n, clicked: 1n, purchased: 1n },
    ]);
  });

  it('counts who of a week came again later', async () => {
    const directory = await createDirectory();
    await using warehouse = await openWarehouse();
    await createLandingWriter(directory).write([
      event('1', 0),
      event('2', 1, { userId: 'bob' }),
      event('3', 2 * 168),
      event('4', 168, { userId: 'cy' }),
    ]);
    await loadAndRefresh(warehouse, directory);
    const rows = await warehouse.query(
      'select cohort, weeks_later, users, size from retention_week order by all',
    );
    assert.deepEqual(
      rows.map((row) => [
        (row['cohort'] as Date).toISOString().slice(0, 10),
        row['weeks_later'],
        row['users'],
        row['size'],
      ]),
      [
        ['2026-06-01', 0, 2n, 2n],
        ['2026-06-01', 2, 1n, 2n],
        ['2026-06-08', 0, 1n, 1n],
      ],
    );
  });

  it('comes out right for late, repeated, corrected and deleted events, in whatever portions', async () => {
    const changes = fc.array(
      fc.record({
        user: fc.integer({ min: 0, max: 3 }),
        id: fc.integer({ min: 0, max: 12 }),
        kind: fc.constantFrom('VIEW', 'CLICK', 'PURCHASE', 'delete'),
        hours: fc.integer({ min: 0, max: 500 }),
        place: fc.constantFrom(null, 'p', 'q'),
        amount: fc.option(fc.integer({ min: 0, max: 10_000 })),
      }),
      { minLength: 1, maxLength: 30 },
    );
    const portion = fc.integer({ min: 5, max: 15 });
    await fc.assert(
      fc.asyncProperty(changes, portion, async (all, size) => {
        const directory = await createDirectory();
        const writer = createLandingWriter(directory);
        await using warehouse = await openWarehouse();
        await refreshGold(warehouse, 'all');
        const known = new Map<string, SampleEvent>();
        for (let from = 0; from < all.length; from += size) {
          for (const change of all.slice(from, from + size)) {
            const key = { userId: `u${change.user}`, id: `e${change.id}` };
            const name = `${key.userId} ${key.id}`;
            if (change.kind === 'delete') {
              known.delete(name);
              await writer.remove([key]);
            } else {
              const { hours, kind, place, amount } = change;
              const changed = event(key.id, hours, { ...key, kind, placeId: place, amount });
              known.set(name, changed);
              await writer.write([changed]);
            }
          }
          await loadAndRefresh(warehouse, directory);
          assert.deepEqual(await readGoldRows(warehouse), goldNaively([...known.values()]));
        }
      }),
      { numRuns: 4 },
    );
  });

  it('is the same from nothing as by and by', async () => {
    const directory = await createDirectory();
    const writer = createLandingWriter(directory);
    await using byAndBy = await openWarehouse();
    for (let n = 0; n < 5; n += 1) {
      await writer.write([
        event(`${n}`, n * 30),
        event(`late ${n}`, 200 - n * 30, { kind: 'PURCHASE', amount: n }),
      ]);
      await loadAndRefresh(byAndBy, directory);
    }
    await using atOnce = await openWarehouse();
    await loadLanding(atOnce, directory);
    await refreshGold(atOnce, 'all');
    assert.deepEqual(await readGoldRows(byAndBy), await readGoldRows(atOnce));
  });

  it('leaves out files that are still being written, and stops at a gap', async () => {
    const directory = await createDirectory();
    const writer = createLandingWriter(directory);
    await writer.write([event('1', 0)]);
    await writer.write([event('2', 1)]);
    await writer.write([event('3', 2)]);
    await rm(join(directory, 'activity', '00000000000000000002.parquet'));
    await using warehouse = await openWarehouse();
    await assert.rejects(loadLanding(warehouse, directory), /no file 2/);
    assert.deepEqual(await warehouse.query('select * from silver_activity'), []);
  });

  it('has no work where nothing is new', async () => {
    const directory = await createDirectory();
    await createLandingWriter(directory).write([event('1', 0)]);
    await using warehouse = await openWarehouse();
    assert.equal((await loadAndRefresh(warehouse, directory)).length, 1);
    assert.deepEqual(await loadAndRefresh(warehouse, directory), []);
  });
});
