import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startIdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import { startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { Redis } from 'ioredis';
import { startShop } from '../helpers/caching/start-shop.ts';
import { startSlowProxy } from '../helpers/caching/start-slow-proxy.ts';
import { type CollectedLogs, collectLogs } from '../helpers/collect-logs.ts';
import {
  startTestGateway,
  type TestGateway,
  type TestGatewayOptions,
} from '../helpers/start-test-gateway.ts';

const query = '{ products { name price } whoAmI }';

/** Asks without a pause, as several callers; every answer must be right for its caller. */
function startLoad(gateways: readonly TestGateway[], tokens: readonly string[]) {
  let stopped = false;
  let answers = 0;
  const clients = Array.from({ length: 12 }, async (_, index) => {
    const gateway = gateways[index % gateways.length];
    const authorization = `Bearer ${tokens[index % tokens.length]}`;
    while (!stopped) {
      const answer = await gateway?.post({ query, variables: { n: answers % 5 } }, { authorization });
      assert.equal(answer?.status, 200);
      assert.deepEqual(answer?.body, {
        data: { products: [{ name: 'Lamp', price: 5 }], whoAmI: authorization },
      });
      answers += 1;
    }
  });
  return {
    /** Resolves when that many more requests have been answered. */
    async goOn(count: number) {
      const until = answers + count;
      while (answers < until) await Promise.race([...clients, new Promise(setImmediate)]);
    },
    async stop() {
      stopped = true;
      await Promise.all(clients);
    },
  };
}

async function awaitNews(logs: readonly CollectedLogs[], message: RegExp): Promise<void> {
  await Promise.all(logs.map((each) => each.saw(message)));
  for (const { lines } of logs) lines.length = 0;
}

const caches: Record<string, Partial<TestGatewayOptions>> = {
  'whole answers': {},
  entities: { settings: { entityCache: { enabled: true } }, env: { RESPONSE_CACHE: 'false' } },
};

for (const [name, options] of Object.entries(caches)) {
  test(`${name}: whatever happens to Redis under load, no request fails and no answer is wrong`, async () => {
    await using issuer = await startIdentityProvider();
    await using redis = await startRedis();
    await using proxy = await startSlowProxy(redis.url);
    await using shop = await startShop({ shop: 'private, max-age=1', prices: 'public, max-age=60' });
    const logs = [collectLogs(), collectLogs()];
    const env = { ...issuer.env, REDIS_URL: proxy.url, ...options.env };
    await using stack = new AsyncDisposableStack();
    const gateways: TestGateway[] = [];
    for (const { logger } of logs) {
      gateways.push(stack.use(await startTestGateway({ ...options, sdl: shop.sdl, env, logger })));
    }
    await awaitNews(logs, /cache is available/);
    const tokens = await Promise.all(['ada', 'bob', 'cy'].map((userId) => issuer.issueToken({ userId })));
    const load = startLoad(gateways, tokens);
    await load.goOn(200);

    const admin = new Redis(redis.url, { lazyConnect: true });
    admin.on('error', () => undefined);
    for (let round = 0; round < 5; round += 1) {
      await admin.flushall();
      await load.goOn(50);
    }
    admin.disconnect();

    proxy.setDelay(300);
    await awaitNews(logs, /cache is unavailable/);
    await load.goOn(200);
    proxy.setDelay(0);
    await awaitNews(logs, /cache is available/);
    await load.goOn(100);

    redis.process.kill('SIGSTOP');
    await awaitNews(logs, /cache is unavailable/);
    await load.goOn(200);
    redis.process.kill('SIGCONT');
    await awaitNews(logs, /cache is available/);

    await redis.kill();
    await awaitNews(logs, /cache is unavailable/);
    await load.goOn(200);
    await redis.restart();
    await awaitNews(logs, /cache is available/);

    proxy.cut();
    await load.goOn(200);
    await load.stop();
  });
}

test('a failover under load fails no request, and the new primary is written to', async () => {
  await using issuer = await startIdentityProvider();
  await using primary = await startRedis();
  await using replica = await startRedis();
  await using proxy = await startSlowProxy(primary.url);
  await using shop = await startShop({ shop: 'private, max-age=1', prices: 'public, max-age=60' });
  const admins = [primary, replica].map(({ url }) => new Redis(url));
  using _ = { [Symbol.dispose]: () => admins.map((admin) => admin.disconnect()) };
  const [ofPrimary, ofReplica] = admins;
  const { port } = new URL(primary.url);
  await ofReplica?.replicaof('127.0.0.1', Number(port));
  while (!(await ofReplica?.info('replication'))?.includes('master_link_status:up'));
  const logs = collectLogs();
  const env = { ...issuer.env, REDIS_URL: proxy.url };
  await using gateway = await startTestGateway({ sdl: shop.sdl, env, logger: logs.logger });
  await awaitNews([logs], /cache is available/);
  const tokens = await Promise.all(['ada', 'bob', 'cy'].map((userId) => issuer.issueToken({ userId })));
  const load = startLoad([gateway], tokens);
  await load.goOn(100);

  // As in Azure: the name leads to the new primary, while open connections stay with what is a replica now.
  await ofReplica?.replicaof('NO', 'ONE');
  proxy.setTarget(replica.url);
  await ofPrimary?.replicaof('127.0.0.1', Number(new URL(replica.url).port));
  await awaitNews([logs], /cache takes no writes/);
  await awaitNews([logs], /cache takes writes again/);
  await load.goOn(100);
  // What is kept stays for a second, so it is looked for while there is load.
  while (!(await ofReplica?.keys('headgate:response:*'))?.length);
  await load.stop();
  assert.match(String(await ofReplica?.info('replication')), /role:master/);
});
