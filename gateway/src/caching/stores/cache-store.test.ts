import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { startRedisCluster } from '@headgate/local-servers/redis/start-redis-cluster.ts';
import { Redis as Client } from 'ioredis';
import { collectEvents } from '../../../tests/helpers/caching/collect-events.ts';
import { noMetrics } from './cache-metrics.ts';
import type { CacheEntry, CacheStore } from './cache-store.ts';
import { createMemoryStore } from './create-memory-store.ts';
import { createRedisStore, type RedisStoreOptions } from './create-redis-store.ts';

const entry = (key: string, more: Partial<CacheEntry> = {}): CacheEntry => ({
  key,
  value: Buffer.from(`value of ${key}`),
  ttlMs: 60_000,
  tags: [],
  ...more,
});

const readTexts = async (store: CacheStore, keys: readonly string[]) =>
  (await store.read(keys)).map((value) => value?.toString());

/** There is no event for a value that expires; the loop lets timers run. */
async function untilGone(store: CacheStore, key: string): Promise<void> {
  while ((await readTexts(store, [key]))[0] !== undefined) await nextTurn();
}

/** Creates a store that is connected. */
async function openRedisStore(options: Partial<RedisStoreOptions> & { readonly url: string }) {
  const events = collectEvents();
  const store = createRedisStore({ metrics: events.metrics, logger: events.logger, ...options });
  await events.saw(/cache is available/);
  return { store, events };
}

const servers = new AsyncDisposableStack();
after(() => servers.disposeAsync());
let opened = 0;

/** Starts a server when the first test asks for a store; each store has keys of its own. */
function openOn(start: () => Promise<AsyncDisposable & { readonly url: string }>, cluster: boolean) {
  let starting: ReturnType<typeof start> | undefined;
  return async () => {
    starting ??= start().then((server) => servers.use(server));
    const { url } = await starting;
    opened += 1;
    return (await openRedisStore({ url, cluster, prefix: `store-${opened}:` })).store;
  };
}

const adapters: Record<string, () => Promise<CacheStore>> = {
  memory: async () => createMemoryStore({ maxBytes: 10_000_000 }),
  'Redis standalone': openOn(startRedis, false),
  'Redis cluster': openOn(startRedisCluster, true),
};

for (const [name, open] of Object.entries(adapters)) {
  test(`${name}: values are read at the positions of their keys, byte by byte`, async () => {
    await using store = await open();
    const bytes = Buffer.from([0, 255, 13, 10, 128]);
    await store.write([entry('a'), entry('b', { value: bytes })]);
    const [missing, b, a] = await store.read(['missing', 'b', 'a']);
    assert.deepEqual([missing, b, a?.toString()], [undefined, bytes, 'value of a']);
    assert.deepEqual(await store.read([]), []);
  });

  test(`${name}: a value replaces the one before it`, async () => {
    await using store = await open();
    await store.write([entry('a', { tags: ['t'] })]);
    await store.write([entry('a', { value: Buffer.from('new'), tags: ['t'] })]);
    assert.deepEqual(await readTexts(store, ['a']), ['new']);
    assert.equal(await store.invalidate(['t']), 1);
  });

  test(`${name}: a value is gone when its time is over, and one without time is never there`, async () => {
    await using store = await open();
    await store.write([entry('short', { ttlMs: 30 }), entry('none', { ttlMs: 0 })]);
    await untilGone(store, 'short');
    assert.deepEqual(await readTexts(store, ['short', 'none']), [undefined, undefined]);
  });

  test(`${name}: removing takes the given keys and no others`, async () => {
    await using store = await open();
    await store.write([entry('a'), entry('b'), entry('c')]);
    await store.remove(['a', 'c', 'never there']);
    assert.deepEqual(await readTexts(store, ['a', 'b', 'c']), [undefined, 'value of b', undefined]);
  });

  test(`${name}: invalidating a tag removes what is under it, once, and counts it`, async () => {
    await using store = await open();
    await store.write([
      entry('a', { tags: ['one'] }),
      entry('b', { tags: ['one', 'two'] }),
      entry('c', { tags: ['two', 'odd } {tag'] }),
      entry('d'),
    ]);
    assert.equal(await store.invalidate(['one']), 2);
    assert.equal(await store.invalidate(['one']), 0);
    assert.deepEqual(await readTexts(store, ['a', 'b', 'c', 'd']), [
      undefined,
      undefined,
      'value of c',
      'value of d',
    ]);
    await store.write([entry('a', { tags: ['one'] })]);
    assert.equal(await store.invalidate(['one', 'odd } {tag', 'unknown']), 2);
    assert.deepEqual(await readTexts(store, ['a', 'c', 'd']), [undefined, undefined, 'value of d']);
  });

  test(`${name}: more keys than one command takes are invalidated together`, async () => {
    await using store = await open();
    const keys = Array.from({ length: 2_500 }, (_, index) => `key-${index}`);
    await store.write(keys.map((key) => entry(key, { tags: ['many'] })));
    assert.equal(await store.invalidate(['many']), 2_500);
    assert((await store.read(keys)).every((value) => value === undefined));
  });
}

test('memory holds no more than it may', async () => {
  await using store = createMemoryStore({ maxBytes: 5_000 });
  await store.write([entry('old', { value: Buffer.alloc(3_000), tags: ['t'] })]);
  await store.write([entry('new', { value: Buffer.alloc(3_000), tags: ['t'] })]);
  await store.write([entry('huge', { value: Buffer.alloc(6_000), tags: ['t'] })]);
  const [old, latest, huge] = await store.read(['old', 'new', 'huge']);
  assert.deepEqual([old, latest?.length, huge], [undefined, 3_000, undefined]);
  assert.equal(await store.invalidate(['t']), 1);
});

test('Redis: a tag ends with its last value, and is cleared of values that have expired', async () => {
  await using redis = await startRedis();
  const { store } = await openRedisStore({ url: redis.url, prefix: 'p:' });
  await using _ = store;
  const admin = new Client(redis.url);
  await store.write([entry('short', { ttlMs: 20, tags: ['t'] })]);
  await untilGone(store, 'short');
  await store.write([entry('long', { ttlMs: 100_000, tags: ['t'] })]);
  await store.write([entry('middle', { ttlMs: 50_000, tags: ['t'] })]);
  assert.deepEqual(await admin.zrange('p:tag:{t}', '0', '-1'), ['p:middle', 'p:long']);
  const ttl = await admin.pttl('p:tag:{t}');
  assert(ttl > 90_000 && ttl <= 100_001, String(ttl));
  admin.disconnect();
});

test('Redis: what a gateway had taken when it crashed is invalidated by the next one', async () => {
  await using redis = await startRedis();
  const { store } = await openRedisStore({ url: redis.url, prefix: 'p:' });
  await using _ = store;
  await store.write([entry('taken', { tags: ['t'] })]);
  const admin = new Client(redis.url);
  await admin.rename('p:tag:{t}', 'p:tag:{t}:taken');
  await store.write([entry('later', { tags: ['t'] })]);
  assert.equal(await store.invalidate(['t']), 2);
  assert.deepEqual(await readTexts(store, ['taken', 'later']), [undefined, undefined]);
  assert.deepEqual(await admin.keys('*'), []);
  admin.disconnect();
});

test('Redis that is slow is asked no more until it answers, and both are said once', async () => {
  await using redis = await startRedis();
  const { store, events } = await openRedisStore({ url: redis.url });
  await using _ = store;
  events.clear();
  await store.write([entry('a')]);
  redis.process.kill('SIGSTOP');
  const started = performance.now();
  assert.deepEqual(await readTexts(store, ['a']), [undefined]);
  const firstMs = performance.now() - started;
  assert(firstMs >= 140 && firstMs < 1_000, `took ${firstMs} ms`);
  assert.deepEqual(await readTexts(store, ['a']), [undefined]);
  await assert.rejects(store.invalidate(['t']), { code: 'CACHE_UNAVAILABLE' });
  assert.deepEqual(events.counts(), { 'store.timeout': 1, 'store.unavailable': 1, 'store.skipped': 2 });
  redis.process.kill('SIGCONT');
  await events.saw(/cache is available/);
  assert.deepEqual(await readTexts(store, ['a']), ['value of a']);
  assert.deepEqual(events.lines(), ['cache is unavailable, requests go on without it', 'cache is available']);
});

test('Redis that is gone is a miss, and is used again when it is back, on either kind of loss', async () => {
  await using redis = await startRedis();
  const { store, events } = await openRedisStore({ url: redis.url });
  await using _ = store;
  for (const _round of [1, 2]) {
    events.clear();
    await store.write([entry('a')]);
    await redis.kill();
    await events.saw(/unavailable/);
    assert.deepEqual(await readTexts(store, ['a']), [undefined]);
    await store.write([entry('a')]);
    await store.remove(['a']);
    await redis.restart();
    await events.saw(/cache is available/);
    assert.deepEqual(await readTexts(store, ['a']), [undefined]);
    await store.write([entry('a')]);
    assert.deepEqual(await readTexts(store, ['a']), ['value of a']);
    assert.equal(events.lines().length, 2);
  }
});

test('a gateway starts without Redis and finds it later', async () => {
  await using redis = await startRedis();
  await redis.kill();
  const events = collectEvents();
  await using store = createRedisStore({ url: redis.url, metrics: noMetrics, logger: events.logger });
  assert.deepEqual(await readTexts(store, ['a']), [undefined]);
  await events.saw(/unavailable/);
  await redis.restart();
  await events.saw(/cache is available/);
  await store.write([entry('a')]);
  assert.deepEqual(await readTexts(store, ['a']), ['value of a']);
});

test('Redis that is full is still read and invalidated, and both changes are said once', async () => {
  await using redis = await startRedis({ args: ['--maxmemory-policy', 'noeviction'] });
  const { store, events } = await openRedisStore({ url: redis.url });
  await using _ = store;
  await store.write([entry('a', { tags: ['t'] }), entry('b')]);
  const admin = new Client(redis.url);
  await admin.config('SET', 'maxmemory', '1');
  events.clear();
  for (const key of ['c', 'd']) await store.write([entry(key, { tags: ['t'] })]);
  assert.deepEqual(await readTexts(store, ['a', 'b', 'c']), ['value of a', 'value of b', undefined]);
  assert.equal(await store.invalidate(['t']), 1);
  assert.deepEqual(events.counts(), { 'store.failure': 2, 'store.refused': 2 });
  await admin.config('SET', 'maxmemory', '0');
  await store.write([entry('c')]);
  assert.deepEqual(await readTexts(store, ['c']), ['value of c']);
  assert.deepEqual(events.lines(), [
    'cache takes no writes, what it has is still read',
    'cache takes writes again',
  ]);
  admin.disconnect();
});

test('Redis: a tag whose keys no script can reach is invalidated from outside', async () => {
  await using cluster = await startRedisCluster({ size: 1 });
  const { store } = await openRedisStore({ url: cluster.url });
  await using _ = store;
  for (const key of ['a', 'b', 'c']) {
    await store.write([entry(key, { tags: [`tag of ${key}`] })]);
    assert.equal(await store.invalidate([`tag of ${key}`]), 1);
    assert.deepEqual(await readTexts(store, [key]), [undefined]);
  }
});

test('Redis: what is written while its tag is invalidated is found by its tag or gone', async () => {
  await using redis = await startRedis();
  await using writing = (await openRedisStore({ url: redis.url })).store;
  await using invalidating = (await openRedisStore({ url: redis.url })).store;
  const admin = new Client(redis.url);
  using _ = { [Symbol.dispose]: () => admin.disconnect() };
  const keys = Array.from({ length: 30 }, (_each, index) => `key-${index}`);
  for (let round = 0; round < 20; round += 1) {
    let isWriting = true;
    const writes = Promise.all(keys.map((key) => writing.write([entry(key, { tags: ['t'] })]))).finally(
      () => {
        isWriting = false;
      },
    );
    while (isWriting) await invalidating.invalidate(['t']);
    await writes;
    const values = await writing.read(keys);
    const kept = keys.filter((_key, index) => values[index]);
    const tagged = new Set(await admin.zrange('headgate:tag:{t}', '0', '-1'));
    assert.deepEqual(
      kept.filter((key) => !tagged.has(`headgate:${key}`)),
      [],
    );
  }
});
