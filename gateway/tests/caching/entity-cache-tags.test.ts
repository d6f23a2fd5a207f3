import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { startRedisCluster } from '@headgate/local-servers/redis/start-redis-cluster.ts';
import { invalidate, sharedKey } from '../helpers/caching/invalidate.ts';
import { openCatalogue, productsFor } from '../helpers/caching/open-catalogue.ts';
import { collectLogs } from '../helpers/collect-logs.ts';

const open = 'public, max-age=600';

const servers: Record<string, () => Promise<AsyncDisposable & { readonly env: Record<string, string> }>> = {
  memory: async () => ({ env: {}, [Symbol.asyncDispose]: async () => undefined }),
  'Redis standalone': async () => {
    const redis = await startRedis();
    return { env: { REDIS_URL: redis.url }, [Symbol.asyncDispose]: () => redis[Symbol.asyncDispose]() };
  },
  'Redis cluster': async () => {
    const redis = await startRedisCluster();
    const env = { REDIS_URL: redis.url, REDIS_CLUSTER: 'true' };
    return { env, [Symbol.asyncDispose]: () => redis[Symbol.asyncDispose]() };
  },
};

for (const [name, start] of Object.entries(servers)) {
  test(`${name}: entities are invalidated by subgraph, type and tag, and counted`, async () => {
    await using server = await start();
    const logs = collectLogs();
    await using running = await openCatalogue(
      {
        prices: open,
        shop: open,
        // Tags at run time: one for the whole answer, one for each entity.
        extend: ({ subgraph, variables }) =>
          subgraph === 'prices'
            ? {
                apolloCacheTags: ['price list'],
                apolloEntityCacheTags: (variables['representations'] as { id: string }[]).map(({ id }) => [
                  Number(id) % 2 === 0 ? 'even' : 'odd',
                ]),
              }
            : undefined,
      },
      { env: { ...server.env, INVALIDATION_KEY: sharedKey }, logger: logs.logger },
    );
    if (server.env['REDIS_URL']) await logs.saw(/cache is available/);
    const { shop, gateway, ask } = running;
    const ids = ['1', '2', '3', '4', '5'];
    const isKept = async () => {
      await ask(ids);
      return shop.takeAsked('prices').length === 0 && shop.takeAsked('shop').length === 0;
    };
    while (!(await isKept()));

    /** How many values go, and of what is asked afterwards, until all is kept again. */
    async function see(what: object) {
      const { body } = await invalidate(gateway, [what]);
      assert.deepEqual(await ask(ids), productsFor('anybody', ...ids));
      const asked = { prices: shop.takeAsked('prices').flat(), shop: shop.takeAsked('shop').length };
      while (!(await isKept()));
      return [body.count, asked];
    }

    /** Gateways hear of an invalidation a second time, by the feed, when all may have been kept again. */
    async function expect(what: object, seen: unknown) {
      for (let attempt = 1; attempt < 10; attempt++) if (isDeepStrictEqual(await see(what), seen)) return;
      assert.deepEqual(await see(what), seen);
    }

    const tag = (cacheTag: string, subgraph = 'prices') => ({
      kind: 'cache_tag',
      subgraphs: [subgraph],
      cache_tag: cacheTag,
    });
    await expect(tag('price-3'), [1, { prices: ['3'], shop: 0 }]);
    await expect(tag('price-3', 'shop'), [0, { prices: [], shop: 0 }]);
    await expect(tag('even'), [2, { prices: ['2', '4'], shop: 0 }]);
    await expect(tag('price list'), [5, { prices: ids, shop: 0 }]);
    await expect({ kind: 'subgraph', subgraph: 'prices' }, [5, { prices: ids, shop: 0 }]);
    await expect({ kind: 'subgraph', subgraph: 'shop' }, [1, { prices: [], shop: 1 }]);
    // Of whichever subgraph: five entities, and the root fields that list them.
    await expect({ kind: 'type', subgraph: 'prices', type: 'Product' }, [6, { prices: ids, shop: 1 }]);
  });
}

test('root fields are tagged with their arguments, and whole answers have the tags of what they are made of', async () => {
  await using running = await openCatalogue(
    { prices: open, shop: open },
    { env: { INVALIDATION_KEY: sharedKey, RESPONSE_CACHE: 'true' } },
  );
  const { shop, gateway } = running;
  const ask = (name: string) =>
    gateway.post({
      query: `query ${name}($id: ID!) { product(id: $id) { price } }`,
      variables: { id: '7' },
    });
  const remove = async (subgraph: string, cacheTag: string) => {
    const { body } = await invalidate(gateway, [
      { kind: 'cache_tag', subgraphs: [subgraph], cache_tag: cacheTag },
    ]);
    // What is asked for in the same millisecond may have been asked for before.
    for (const at = Date.now(); Date.now() === at; ) await nextTurn();
    return body.count;
  };
  await ask('A');
  // Made of what is kept alone.
  await ask('B');
  assert.deepEqual([shop.takeAsked('shop').length, shop.takeAsked('prices').length], [1, 1]);
  // Two answers and the entity.
  assert.equal(await remove('prices', 'price-7'), 3);
  await ask('A');
  await ask('B');
  assert.deepEqual([shop.takeAsked('shop').length, shop.takeAsked('prices').length], [0, 1]);
  assert.equal(await remove('shop', 'product-8'), 0);
  assert.equal(await remove('shop', 'product-7'), 3);
  await ask('A');
  assert.deepEqual([shop.takeAsked('shop').length, shop.takeAsked('prices').length], [1, 0]);
  assert.equal(await remove('shop', 'products'), 2);
});
