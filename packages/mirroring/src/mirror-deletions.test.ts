import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createFolderLandingZone } from './create-folder-landing-zone.ts';
import { mirrorFeed } from './mirror-feed.ts';
import { placesTable, usersTable } from './tables.ts';
import { createMemoryStateStore } from './test-support/create-memory-state-store.ts';

const user = {
  locale: 'sv-SE',
  timeZone: 'Europe/Stockholm',
  createdAt: '2026-06-01T12:00:00.000Z',
  pushEnabled: true,
  minSeverity: 'INFO',
};

test('who is gone is a deletion, but not in the first file, which has nothing before it', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'deletions-'));
  try {
    const pages = [
      [{ id: 'gone', row: null }],
      [
        { id: 'ada', row: user },
        { id: 'bob', row: null },
      ],
      [
        { id: 'ada', row: null },
        { id: 'odd', row: { locale: 5 } },
      ],
    ];
    const buried: unknown[] = [];
    const outcome = await mirrorFeed(usersTable, {
      zone: createFolderLandingZone(directory),
      states: createMemoryStateStore(),
      readPage: async (continuation) => {
        const next = Number(continuation ?? 0);
        return { documents: pages[next] ?? [], continuation: String(next + 1) };
      },
      bury: async (document) => void buried.push(document),
      now: () => 0,
      owner: 'test',
    });
    assert.deepEqual(outcome, { kind: 'mirrored', files: 2, rows: 2 });
    assert.deepEqual(buried, [{ id: 'odd', row: { locale: 5 } }]);
    const files = (await readdir(join(directory, 'users'))).filter((name) => /^\d/.test(name)).sort();
    const [first, second] = await Promise.all(
      files.map((name) => readFile(join(directory, 'users', name), 'latin1')),
    );
    assert.ok(
      first?.includes('Europe/Stockholm') && !first.includes('__rowMarker__') && !first.includes('bob'),
    );
    assert.ok(second?.includes('__rowMarker__') && second.includes('ada'));
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('a store has its name and position, a place of a user its owner alone', () => {
  const store = { ownerId: null, name: 'Store', latitude: 1, longitude: 2, radiusMeters: 50 };
  assert.deepEqual(placesTable.toRow({ id: 's', row: store }), {
    id: 's',
    owner_id: null,
    name: 'Store',
    latitude: 1,
    longitude: 2,
    radius_meters: 50,
  });
  assert.deepEqual(placesTable.toRow({ id: 'p', row: { ownerId: 'ada', radiusMeters: 50 } }), {
    id: 'p',
    owner_id: 'ada',
    name: null,
    latitude: null,
    longitude: null,
    radius_meters: 50,
  });
  assert.throws(() => placesTable.toRow({ id: 'p', row: { radiusMeters: 'wide' } }), /radiusMeters/);
});
