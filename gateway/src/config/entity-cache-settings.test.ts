import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSettingsOf, entityCacheSettings, usesEntityCache } from './entity-cache-settings.ts';

const read = (settings: object) => entityCacheSettings.parse(settings);

test('nothing of a subgraph is kept unless the settings say so, for all or for the subgraph', () => {
  assert.equal(usesEntityCache(read({})), false);
  assert.equal(createSettingsOf(read({}))('a'), undefined);
  const some = read({ subgraphs: { a: { enabled: true }, b: {} } });
  assert.equal(usesEntityCache(some), true);
  assert.deepEqual(
    ['a', 'b', 'constructor'].map((name) => createSettingsOf(some)(name) !== undefined),
    [true, false, false],
  );
  const most = read({ enabled: true, subgraphs: { a: { enabled: false } } });
  assert.deepEqual(
    ['a', 'b'].map((name) => createSettingsOf(most)(name) !== undefined),
    [false, true],
  );
});

test('a subgraph has its own times, or those of all', () => {
  const settingsOf = createSettingsOf(
    read({
      enabled: true,
      maxTtlSeconds: 60,
      subgraphs: { a: { maxTtlSeconds: 5 }, b: { privateIdHeader: 'X-User' } },
    }),
  );
  assert.equal(settingsOf('a')?.maxTtlSeconds, 5);
  assert.equal(settingsOf('b')?.maxTtlSeconds, 60);
  assert.equal(settingsOf('b')?.privateIdHeader, 'x-user');
  assert.equal(settingsOf('c')?.maxTtlSeconds, 60);
});

test('what cannot be is refused', () => {
  for (const wrong of [
    { enabled: 'yes' },
    { maxTtlSeconds: 0 },
    { ttl: 5 },
    { subgraphs: { a: { privateIdHeader: 'x y' } } },
  ])
    assert.equal(entityCacheSettings.safeParse(wrong).success, false, JSON.stringify(wrong));
});
