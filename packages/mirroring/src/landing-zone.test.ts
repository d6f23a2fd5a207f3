import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { appendRows } from './append-rows.ts';
import { createFolderLandingZone } from './create-folder-landing-zone.ts';
import { createOneLakeLandingZone } from './create-onelake-landing-zone.ts';
import type { LandingZone } from './landing-zone.ts';
import { type MirrorTable, rowMarkers } from './mirror-table.ts';
import { createMemoryStateStore } from './test-support/create-memory-state-store.ts';
import { startTestDataLake } from './test-support/start-test-data-lake.ts';

const bytes = (text: string) => Buffer.from(text);
const read = async (zone: LandingZone, table: string, name: string) => {
  const content = await zone.read(table, name);
  return content && Buffer.from(content).toString();
};

/** What every landing zone does. */
async function behavesAsAgreed(zone: LandingZone): Promise<void> {
  assert.deepEqual(await zone.list('activity'), []);
  assert.equal(await zone.read('activity', '1'), undefined);
  await zone.remove('activity', '1');
  await zone.write('', '_partnerEvents.json', bytes('{}'));
  assert.equal(await read(zone, '', '_partnerEvents.json'), '{}');
  for (const name of ['_1.a', '_2.a', '_3.a']) await zone.write('activity', name, bytes(`of ${name}`));
  await zone.write('activity', '_1.a', bytes('anew'));
  assert.deepEqual([...(await zone.list('activity'))].sort(), ['_1.a', '_2.a', '_3.a']);
  await zone.publish('activity', '_1.a', '1');
  assert.equal(await read(zone, 'activity', '1'), 'anew');
  await assert.rejects(zone.publish('activity', '_2.a', '1'), 'what is published is never replaced');
  assert.equal(await read(zone, 'activity', '1'), 'anew');
  await assert.rejects(zone.publish('activity', '_4.a', '4'), 'nothing has no name');
  await zone.remove('activity', '_2.a');
  await zone.remove('activity', '_2.a');
  assert.deepEqual([...(await zone.list('activity'))].sort(), ['1', '_3.a']);
}

const table: MirrorTable = {
  name: 'things',
  keyColumns: ['id'],
  columns: [{ name: 'id', type: 'STRING' }],
  toRow: () => null,
};

describe('a landing zone', () => {
  it('in a folder behaves as agreed', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'zone-'));
    await behavesAsAgreed(createFolderLandingZone(directory)).finally(() =>
      rm(directory, { recursive: true }),
    );
  });

  it('in OneLake behaves as agreed, spoken to by the official SDK', async () => {
    await using lake = await startTestDataLake();
    const address = {
      endpoint: lake.endpoint,
      fileSystem: 'workspace',
      directory: 'Item.MirroredDatabase/Files',
    };
    await behavesAsAgreed(createOneLakeLandingZone(address, null));
  });

  it('in OneLake is written again after a failure that passes, and holds the same bytes as a folder', async () => {
    await using lake = await startTestDataLake();
    const directory = await mkdtemp(join(tmpdir(), 'zone-'));
    const address = { endpoint: lake.endpoint, fileSystem: 'workspace', directory: 'LandingZone' };
    const retryOptions = { retryDelayInMs: 1, maxRetryDelayInMs: 2 };
    const zones = [
      createFolderLandingZone(directory),
      createOneLakeLandingZone(address, null, { retryOptions }),
    ];
    try {
      for (const zone of zones) {
        lake.failNext();
        const rows = [{ row: { id: 'one' }, marker: rowMarkers.upsert }];
        assert.ok(await appendRows(table, rows, { zone, states: createMemoryStateStore() }));
      }
      const name = '00000000000000000001.parquet';
      const [folder, onelake] = await Promise.all(zones.map((zone) => zone.read('things', name)));
      assert.ok(folder && onelake && folder.length > 0);
      assert.deepEqual(Buffer.from(onelake), Buffer.from(folder));
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
