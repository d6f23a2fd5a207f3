import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { invalidate, sharedKey } from '../helpers/caching/invalidate.ts';
import { startShop } from '../helpers/caching/start-shop.ts';
import { collectLogs } from '../helpers/collect-logs.ts';
import { startTestGateway, type TestGateway } from '../helpers/start-test-gateway.ts';

const query = '{ products { name price } }';
const policies = { shop: 'public, max-age=600', prices: 'public, max-age=600', tag: 'price-1' };

test('answers are invalidated by subgraph, by type and by the tags that subgraphs give', async () => {
  await using shop = await startShop(policies);
  await using gateway = await startTestGateway({ sdl: shop.sdl, env: { INVALIDATION_KEY: sharedKey } });
  await gateway.post({ query });
  const asked = shop.requests.length;
  const isAskedAgain = async (what: object) => {
    const before = shop.requests.length;
    assert.equal((await invalidate(gateway, [what])).status, 202);
    // Answers that begin in the very millisecond are not kept, since nobody knows what they have read.
    const invalidatedMs = Date.now();
    while (Date.now() === invalidatedMs);
    await gateway.post({ query });
    return shop.requests.length === before + asked;
  };
  assert.equal(await isAskedAgain({ kind: 'subgraph', subgraph: 'prices' }), true);
  assert.equal(await isAskedAgain({ kind: 'subgraph', subgraph: 'other' }), false);
  assert.equal(await isAskedAgain({ kind: 'type', subgraph: 'shop', type: 'Product' }), true);
  assert.equal(await isAskedAgain({ kind: 'type', subgraph: 'shop', type: 'Shop' }), false);
  assert.equal(
    await isAskedAgain({ kind: 'cache_tag', subgraphs: ['other', 'prices'], cache_tag: 'price-1' }),
    true,
  );
  assert.equal(await isAskedAgain({ kind: 'cache_tag', subgraphs: ['shop'], cache_tag: 'price-1' }), false);
});

test('one gateway invalidates for all, and counts what it removed', async () => {
  await using redis = await startRedis();
  await using shop = await startShop(policies);
  const logs = [collectLogs(), collectLogs()];
  const env = { REDIS_URL: redis.url, INVALIDATION_KEY: sharedKey };
  await using stack = new AsyncDisposableStack();
  const gateways: TestGateway[] = [];
  for (const { logger } of logs) {
    gateways.push(stack.use(await startTestGateway({ sdl: shop.sdl, env, logger })));
  }
  const [first, second] = gateways;
  assert(first && second);
  await Promise.all(logs.map((each) => each.saw(/cache is available/)));
  let removed = 0;
  while (removed === 0) {
    await first.post({ query });
    await second.post({ query });
    const { body } = await invalidate(first, [{ kind: 'subgraph', subgraph: 'shop' }]);
    removed = body.count ?? 0;
  }
  assert.equal(removed, 1);
  const before = shop.requests.length;
  while (shop.requests.length === before) await second.post({ query });
  await redis.kill();
  await logs[0]?.saw(/cache is unavailable/);
  assert.equal((await invalidate(first, [{ kind: 'subgraph', subgraph: 'shop' }])).status, 503);
});

test('a wrong key, a bad body and another method are refused, and without a key there is nothing', async () => {
  await using shop = await startShop(policies);
  await using gateway = await startTestGateway({ sdl: shop.sdl, env: { INVALIDATION_KEY: sharedKey } });
  const good = [{ kind: 'subgraph', subgraph: 'shop' }];
  assert.equal((await invalidate(gateway, good, 'another key')).status, 401);
  for (const bad of [{}, [], [{ kind: 'other' }], [{ kind: 'type', subgraph: 'shop' }]]) {
    assert.equal((await invalidate(gateway, bad)).status, 400, JSON.stringify(bad));
  }
  assert.equal((await fetch(new URL('/invalidation', gateway.url))).status, 405);
  await using closed = await startTestGateway({ sdl: shop.sdl });
  assert.equal((await invalidate(closed, good)).status, 404);
});
