import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'graphql';
import type { CachingOperation, SubgraphCacheSettings } from '../../src/caching/entities/entity-cache.ts';
import { createPolicyCollector } from '../../src/caching/policy/create-policy-collector.ts';
import type { CacheStore } from '../../src/caching/stores/cache-store.ts';
import { createMemoryStore } from '../../src/caching/stores/create-memory-store.ts';
import { createKeepableReply, type TestReply } from '../helpers/caching/create-keepable-reply.ts';
import { openEntityCache } from '../helpers/caching/open-entity-cache.ts';
import { composeSupergraph } from '../helpers/compose-supergraph.ts';

const sdl = composeSupergraph([
  {
    name: 'shop',
    url: 'http://localhost/shop',
    typeDefs: `
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key"])
      type Query { product: Product }
      type Product @key(fields: "id") { id: ID!, name: String, price: Int }
    `,
  },
]);
const supergraph = { document: parse(sdl) };
const names =
  'query($representations:[_Any!]!){_entities(representations:$representations){...on Product{name}}}';
const prices = names.replace('name', 'price');
const represent = (id: number) => `{"__typename":"Product","id":${id}}`;

const read = (json: Uint8Array | undefined) => json && JSON.parse(Buffer.from(json).toString());

/** A cache, and a subgraph that answers with the entities that are missing. */
function open(settings: SubgraphCacheSettings = {}, store?: CacheStore) {
  const opened = openEntityCache(settings, store);
  return {
    ...opened,
    /** Asks for entities by id, and lets the reply be kept; gives the entities that were found. */
    async ask(
      ids: readonly number[],
      reply: Partial<TestReply> = {},
      operation: Partial<CachingOperation> = {},
    ) {
      const cache = opened.cache.open(supergraph, { kind: 'query', caller: null, headers: {}, ...operation });
      const representations = ids.map(represent);
      const found = await cache.findEntities({
        subgraph: 'shop',
        variables: {},
        parts: [{ text: names, representations }],
      });
      assert(found);
      const missing = ids.filter((_, index) => found.entities[0]?.[index] === undefined);
      const data = { _entities: missing.map((id) => ({ name: `Product ${id}` })) };
      const headers = { 'cache-control': 'public, max-age=60' };
      const asked = [{ text: names, representations: missing.map(represent), alias: '_entities' }];
      if (missing.length > 0) found.keep(createKeepableReply({ data, errors: [], headers, ...reply }), asked);
      return found.entities[0]?.map((json) => read(json)?.['name']);
    },
  };
}

test('an entity is kept for as long as its policy says, and no longer', async () => {
  const { ask, advance } = open();
  await ask([1]);
  advance(59_999);
  assert.deepEqual(await ask([1]), ['Product 1']);
  advance(1);
  assert.deepEqual(await ask([1]), [undefined]);
});

test('settings can make that shorter', async () => {
  const { ask, advance } = open({ maxTtlSeconds: 10 });
  await ask([1]);
  advance(9_999);
  assert.deepEqual(await ask([1]), ['Product 1']);
  advance(1);
  assert.deepEqual(await ask([1]), [undefined]);
});

test('the age that an answer comes with counts', async () => {
  const { ask, advance } = open();
  await ask([1], { headers: { 'cache-control': 'public, s-maxage=60, max-age=600', age: '50' } });
  advance(9_999);
  assert.deepEqual(await ask([1]), ['Product 1']);
  advance(1);
  assert.deepEqual(await ask([1]), [undefined]);
});

test('what became invalid while it was fetched is not kept', async () => {
  const { cache, invalidate, ask } = open();
  const found = await cache.open(supergraph, { kind: 'query', caller: null, headers: {} }).findEntities({
    subgraph: 'shop',
    variables: {},
    parts: [{ text: names, representations: [represent(1)] }],
  });
  await invalidate(['type:Product']);
  found?.keep(
    createKeepableReply({
      data: { _entities: [{ name: 'old' }] },
      errors: [],
      headers: { 'cache-control': 'public, max-age=60' },
    }),
    [{ text: names, representations: [represent(1)], alias: '_entities' }],
  );
  assert.deepEqual(await ask([1]), [undefined]);
});

test('a value that cannot be read is missing, and is removed', async () => {
  const { ask, store, events, cache } = open();
  const debug: { readonly key: string }[] = [];
  await ask([1], {}, { debug: debug as never });
  const key = debug[0]?.key ?? '';
  for (const value of ['not JSON', '{"data":{"name":"?"}}', 'null']) {
    await store.write([{ key, value: Buffer.from(value), ttlMs: 1_000, tags: [] }]);
    const found = await cache
      .open(supergraph, { kind: 'query', caller: null, headers: { 'cache-control': 'no-store' } })
      .findEntities({
        subgraph: 'shop',
        variables: {},
        parts: [{ text: names, representations: [represent(1)] }],
      });
    assert.deepEqual(found?.entities, [[undefined]]);
    assert.deepEqual(await store.read([key]), [undefined]);
  }
  assert.equal(events.counts()['store.undecodable'], 3);
});

test('what several bring at one time is written once', async () => {
  const inner = createMemoryStore({ maxBytes: 1_000_000 });
  const isOpen = Promise.withResolvers<void>();
  const writes: Promise<void>[] = [];
  let written = 0;
  const { ask } = open(
    {},
    {
      ...inner,
      write(entries) {
        written += entries.length;
        const write = isOpen.promise.then(() => inner.write(entries));
        writes.push(write);
        return write;
      },
    },
  );
  await Promise.all([ask([1, 2]), ask([2, 3]), ask([1, 2])]);
  isOpen.resolve();
  await Promise.all(writes);
  assert.equal(written, 3);
  assert.deepEqual(await ask([1, 2, 3]), ['Product 1', 'Product 2', 'Product 3']);
});

test('two operations in one request are kept apart, with their errors, and share the tags of all entities', async () => {
  const { cache, ask, invalidate } = open();
  const operation = { kind: 'query', caller: null, headers: {} } as const;
  const parts = [names, prices].map((text) => ({ text, representations: [1, 2].map(represent) }));
  const wanted = { subgraph: 'shop', variables: {}, parts };
  const found = await cache.open(supergraph, operation).findEntities(wanted);
  found?.keep(
    createKeepableReply({
      data: { _e0: [{ name: 'Product 1' }, { name: 'Product 2' }], _e1: [{ price: null }, { price: 2 }] },
      errors: [{ path: ['_e1', 0, 'price'] }],
      headers: { 'cache-control': 'public, max-age=60' },
      extensions: { apolloEntityCacheTags: [['a'], ['b']] },
    }),
    parts.map((part, index) => ({ ...part, alias: `_e${index}` })),
  );
  const again = await cache.open(supergraph, operation).findEntities(wanted);
  assert.deepEqual(
    again?.entities.map((part) => part.map(read)),
    [
      [{ name: 'Product 1' }, { name: 'Product 2' }],
      [undefined, { price: 2 }],
    ],
  );
  assert.deepEqual(await ask([2, 1]), ['Product 2', 'Product 1']);
  assert.equal(await invalidate(['tag:shop:b']), 3);
});

test('an answer of kept data has what is left of its policy, also where only hints allow keeping it', async () => {
  const { ask, advance } = open();
  const answered = { kind: 'answered', hint: 'none', isRestricted: false, types: [] } as const;
  await ask([1], { headers: { 'cache-control': 'private, max-age=60' } }, { caller: 'ada' });
  advance(20_000);
  const cachePolicy = createPolicyCollector({ isAuthorized: true });
  assert.deepEqual(await ask([1], {}, { caller: 'ada', cachePolicy }), ['Product 1']);
  cachePolicy.finish(answered);
  assert.deepEqual(cachePolicy.result(), {
    maxAgeSeconds: 40,
    scope: 'private',
    staleWhileRevalidateSeconds: 0,
    staleIfErrorSeconds: 0,
  });
  const policy = {
    maxAgeSeconds: 9,
    scope: 'public',
    staleWhileRevalidateSeconds: 0,
    staleIfErrorSeconds: 0,
  } as const;
  const hinted = createPolicyCollector({ isAuthorized: false });
  hinted.addKept({ policy, isHinted: true, tags: [] });
  hinted.finish(answered);
  assert.equal(hinted.result(), undefined);
  hinted.finish({ ...answered, hint: { maxAgeSeconds: 60, scope: 'public' } });
  assert.equal(hinted.result()?.maxAgeSeconds, 9);
});
