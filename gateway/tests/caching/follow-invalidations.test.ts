import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { Redis } from 'ioredis';
import { createLocalFeed } from '../../src/caching/invalidation/create-local-feed.ts';
import { startRedisFeed } from '../../src/caching/invalidation/start-redis-feed.ts';
import { startShop } from '../helpers/caching/start-shop.ts';
import { collectLogs } from '../helpers/collect-logs.ts';
import { startTestGateway, type TestGateway } from '../helpers/start-test-gateway.ts';

const query = '{ products { name price } }';

/** A feed, what it has said so far, and a way to wait for more. */
function openFeed(url: string) {
  const heard: string[] = [];
  let wake = Promise.withResolvers<void>();
  const hear = (what: string) => {
    heard.push(what);
    wake.resolve();
    wake = Promise.withResolvers();
  };
  const warnings: string[] = [];
  const feed = startRedisFeed({
    url,
    listener: {
      onInvalid(tags) {
        for (const tag of tags) hear(tag);
      },
      onGap: () => hear('gap'),
    },
    logger: { warn: (_details, message) => warnings.push(message) },
  });
  return {
    feed,
    heard,
    warnings,
    async saw(what: string) {
      while (!heard.includes(what)) await wake.promise;
    },
  };
}

async function lastIdOf(client: Redis): Promise<string | undefined> {
  const [last] = await client.xrevrange('headgate:invalidations', '+', '-', 'COUNT', 1);
  return last?.[0];
}

test('what one gateway publishes all hear, in order, and what services write to the stream as well', async () => {
  await using redis = await startRedis();
  const [one, two] = [openFeed(redis.url), openFeed(redis.url)];
  await using _one = one.feed;
  await using _two = two.feed;
  await Promise.all([one.saw('gap'), two.saw('gap')]);
  await one.feed.publish(['a', 'b']);
  const service = new Redis(redis.url);
  await service.xadd('headgate:invalidations', '*', 'tags', 'nonsense');
  await service.xadd('headgate:invalidations', '*', 'from', 'accounts', 'tags', '["c"]');
  service.disconnect();
  await Promise.all([one.saw('c'), two.saw('c')]);
  for (const { heard, warnings } of [one, two]) {
    assert.deepEqual(heard, ['gap', 'a', 'b', 'c']);
    assert.equal(warnings.length, 1);
  }
});

test('a feed that has lost its connection says so, and tells of a gap when it is back', async () => {
  await using redis = await startRedis();
  const opened = openFeed(redis.url);
  await using feed = opened.feed;
  await opened.saw('gap');
  assert.equal(feed.isFollowing, true);
  await redis.kill();
  while (feed.isFollowing) await new Promise(setImmediate);
  await assert.rejects(feed.publish(['a']), { code: 'CACHE_UNAVAILABLE' });
  opened.heard.length = 0;
  await redis.restart();
  await opened.saw('gap');
  await feed.publish(['d']);
  await opened.saw('d');
});

test('what services write while a gateway is away, or none runs, is seen to before anything is trusted again', async () => {
  await using redis = await startRedis();
  const service = new Redis(redis.url);
  const invalidate = (tag: string) => service.xadd('headgate:invalidations', '*', 'tags', `["${tag}"]`);
  {
    const opened = openFeed(redis.url);
    await using _ = opened.feed;
    await opened.saw('gap');
    await invalidate('a');
    await opened.saw('a');
    opened.heard.length = 0;
    await service.call('CLIENT', 'KILL', 'TYPE', 'normal');
    await invalidate('b');
    await opened.saw('b');
    assert.equal(opened.heard.includes('a'), false);
    while ((await service.get('headgate:invalidations:position')) !== (await lastIdOf(service)));
  }
  await invalidate('c');
  const opened = openFeed(redis.url);
  await using _ = opened.feed;
  await opened.saw('gap');
  assert.deepEqual(opened.heard, ['c', 'gap']);
  service.disconnect();
});

test('a stream that is lost, and made anew with earlier ids, is a gap, and all that is in it is seen to', async () => {
  await using redis = await startRedis();
  const service = new Redis(redis.url);
  const opened = openFeed(redis.url);
  await using _ = opened.feed;
  await opened.saw('gap');
  // As written by a Redis whose clock was ahead.
  await service.xadd('headgate:invalidations', '99999999999999-1', 'tags', '["a"]');
  await opened.saw('a');
  opened.heard.length = 0;
  await service.del('headgate:invalidations');
  await service.xadd('headgate:invalidations', '*', 'tags', '["b"]');
  await opened.saw('b');
  assert.deepEqual(opened.heard, ['gap', 'b']);
  await service.xadd('headgate:invalidations', '*', 'tags', '["c"]');
  await opened.saw('c');
  assert.equal(opened.warnings.length, 1);
  service.disconnect();
});

test('a feed that starts with a position of a stream that is gone sees to all of the new one first', async () => {
  await using redis = await startRedis();
  const service = new Redis(redis.url);
  await service.set('headgate:invalidations:position', '99999999999999-1');
  await service.xadd('headgate:invalidations', '*', 'tags', '["a"]');
  const opened = openFeed(redis.url);
  await using _ = opened.feed;
  await opened.saw('a');
  assert.deepEqual(opened.heard, ['gap', 'a']);
  service.disconnect();
});

test('an invalidation that could not be carried out is told again', async () => {
  await using redis = await startRedis();
  const heard: string[] = [];
  const following = Promise.withResolvers<void>();
  const carriedOut = Promise.withResolvers<void>();
  await using feed = startRedisFeed({
    url: redis.url,
    listener: {
      async onInvalid(tags) {
        heard.push(...tags);
        if (heard.length === 1) throw new Error('the store is away');
        carriedOut.resolve();
      },
      onGap: following.resolve,
    },
    logger: { warn: () => undefined },
  });
  await following.promise;
  await feed.publish(['a']);
  await carriedOut.promise;
  assert.deepEqual(heard, ['a', 'a']);
});

test('a gateway without Redis hears itself', async () => {
  const heard: string[] = [];
  await using feed = createLocalFeed({
    onInvalid: (tags) => void heard.push(...tags),
    onGap: () => heard.push('gap'),
  });
  await feed.publish(['a']);
  assert.deepEqual([feed.isFollowing, heard], [true, ['a']]);
});

test('a change that a service tells of is seen through every gateway', async () => {
  await using redis = await startRedis();
  await using shop = await startShop({ shop: 'public, max-age=600', prices: 'public, max-age=600' });
  const logs = [collectLogs(), collectLogs()];
  await using stack = new AsyncDisposableStack();
  const gateways: TestGateway[] = [];
  for (const { logger } of logs) {
    const env = { REDIS_URL: redis.url };
    gateways.push(stack.use(await startTestGateway({ sdl: shop.sdl, env, logger })));
  }
  await Promise.all(logs.map((each) => each.saw(/cache is available/)));
  const ask = async () => {
    for (const gateway of gateways) await gateway.post({ query });
  };
  const service = new Redis(redis.url);
  await ask();
  // Both have it in their memory, so that only the message can make them ask again.
  while ((await service.keys('headgate:response:*')).length === 0) await ask();
  await ask();
  for (let round = 0; round < 3; round += 1) {
    // An age is in whole seconds: what is older than the change is so by one at least.
    await wait(1_000);
    const changedMs = Date.now();
    await service.xadd('headgate:invalidations', '*', 'tags', '["subgraph:prices"]');
    for (const gateway of gateways) {
      for (let isOlder = true; isOlder; ) {
        const sinceSeconds = Math.floor((Date.now() - changedMs) / 1_000);
        const { headers } = await gateway.post({ query });
        isOlder = Number(headers.get('age') ?? 0) > sinceSeconds;
      }
    }
  }
  service.disconnect();
});
