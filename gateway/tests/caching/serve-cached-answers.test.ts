import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { startIdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import { startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { startRedisCluster } from '@headgate/local-servers/redis/start-redis-cluster.ts';
import { request } from 'undici';
import { startShop } from '../helpers/caching/start-shop.ts';
import { collectLogs } from '../helpers/collect-logs.ts';
import { startTestGateway } from '../helpers/start-test-gateway.ts';

const query = '{ products { name price } }';
const sha256Hash = createHash('sha256').update(query).digest('hex');

async function get(url: string, headers: Readonly<Record<string, string>> = {}) {
  const address = new URL(url);
  address.searchParams.set('query', query);
  // Unlike fetch, it adds no Cache-Control of its own to conditional requests.
  const response = await request(address, { headers: { 'apollo-require-preflight': 'true', ...headers } });
  return { status: response.statusCode, headers: response.headers, text: await response.body.text() };
}

test('what all subgraphs allow to be kept is kept for the shortest of their times, and asked for once', async () => {
  await using shop = await startShop({ shop: 'public, max-age=60', prices: 's-maxage=30, max-age=90' });
  await using gateway = await startTestGateway({ sdl: shop.sdl });
  const first = await gateway.post({ query });
  const asked = shop.requests.length;
  const second = await gateway.post({ query });
  assert.deepEqual(second.body, first.body);
  assert.deepEqual(second.body, { data: { products: [{ name: 'Lamp', price: 5 }] } });
  assert.equal(shop.requests.length, asked);
  for (const { headers } of [first, second]) {
    assert.equal(headers.get('cache-control'), 'public, max-age=30');
    assert.match(headers.get('age') ?? '', /^\d+$/);
    assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
  }
});

test('one subgraph that says nothing, or no-store, keeps the whole answer from being kept', async () => {
  for (const prices of [undefined, 'no-store']) {
    await using shop = await startShop({ shop: 'public, max-age=60', prices });
    await using gateway = await startTestGateway({ sdl: shop.sdl });
    const { headers } = await gateway.post({ query });
    assert.equal(headers.get('cache-control'), 'no-store');
    const asked = shop.requests.length;
    await gateway.post({ query });
    assert.equal(shop.requests.length, 2 * asked);
  }
});

test('POST, GET and an automatic persisted query share an answer; GET can be revalidated', async () => {
  await using shop = await startShop({ shop: 'public, max-age=60', prices: 'public, max-age=60' });
  await using gateway = await startTestGateway({ sdl: shop.sdl });
  await gateway.post({ query });
  const asked = shop.requests.length;
  const extensions = { persistedQuery: { version: 1, sha256Hash } };
  assert.equal((await gateway.post({ extensions })).status, 200);
  const got = await get(gateway.url);
  assert.deepEqual(JSON.parse(got.text), { data: { products: [{ name: 'Lamp', price: 5 }] } });
  const etag = String(got.headers['etag']);
  const again = await get(gateway.url, { 'if-none-match': `"other", ${etag}` });
  assert.deepEqual([again.status, again.text, again.headers['etag']], [304, '', etag]);
  assert.equal((await get(gateway.url, { 'if-none-match': '"other"' })).status, 200);
  const graphql = await get(gateway.url, { accept: 'application/graphql-response+json' });
  assert.equal(graphql.headers['content-type'], 'application/graphql-response+json; charset=utf-8');
  assert.equal(
    graphql.headers['vary'],
    'origin, accept, accept-encoding, authorization, apollo-expose-query-plan',
  );
  assert.equal(shop.requests.length, asked);
});

test('a request that a browser would send unasked is refused, whether its answer is kept or not', async () => {
  await using shop = await startShop({ shop: 'public, max-age=60', prices: 'public, max-age=60' });
  await using gateway = await startTestGateway({ sdl: shop.sdl });
  await gateway.post({ query });
  const address = new URL(gateway.url);
  address.searchParams.set('query', query);
  assert.equal((await fetch(address)).status, 400);
});

test('mutations and answers with errors are never kept', async () => {
  await using shop = await startShop({ shop: 'public, max-age=60', prices: 'public, max-age=60' });
  await using gateway = await startTestGateway({ sdl: shop.sdl });
  for (const operation of ['mutation { sell(id: "1") }', '{ products { name } broken }']) {
    const before = shop.requests.length;
    await gateway.post({ query: operation });
    const once = shop.requests.length - before;
    const { headers } = await gateway.post({ query: operation });
    assert.equal(shop.requests.length - before, 2 * once, operation);
    assert.equal(headers.get('cache-control'), 'no-store');
  }
});

test('callers who race never see each other, and each asks for what is theirs once', async () => {
  await using issuer = await startIdentityProvider();
  await using shop = await startShop({ shop: 'private, max-age=60', prices: 'public, max-age=60' });
  await using gateway = await startTestGateway({ sdl: shop.sdl, env: issuer.env });
  const callers = ['ada', 'bob', 'cy'];
  const tokens = await Promise.all(callers.map((userId) => issuer.issueToken({ userId })));
  for (let round = 0; round < 5; round += 1) {
    const answers = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const authorization = `Bearer ${tokens[index % callers.length]}`;
        return { authorization, ...(await gateway.post({ query: '{ whoAmI }' }, { authorization })) };
      }),
    );
    for (const { authorization, body, headers } of answers) {
      assert.deepEqual(body, { data: { whoAmI: authorization } });
      assert.equal(headers.get('cache-control'), 'private, max-age=60');
    }
  }
  assert.equal(shop.requests.length, callers.length);
  assert.deepEqual((await gateway.post({ query: '{ whoAmI }' })).body, { data: { whoAmI: null } });
  const { status } = await gateway.post({ query: '{ whoAmI }' }, { authorization: 'Bearer nonsense' });
  assert.equal(status, 401);
});

test('tokens that nobody verifies share nothing that is private', async () => {
  await using shop = await startShop({ shop: 'private, max-age=60', prices: undefined });
  await using gateway = await startTestGateway({ sdl: shop.sdl });
  const answers = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const authorization = `Bearer ${index % 2}`;
      return { authorization, ...(await gateway.post({ query: '{ whoAmI }' }, { authorization })) };
    }),
  );
  for (const { authorization, body } of answers) assert.deepEqual(body, { data: { whoAmI: authorization } });
});

test('what another supergraph answered is not served after a reload', async () => {
  await using shop = await startShop({ shop: 'public, max-age=60', prices: 'public, max-age=60' });
  const logs = collectLogs();
  await using gateway = await startTestGateway({ sdl: shop.sdl, logger: logs.logger });
  await gateway.post({ query });
  const asked = shop.requests.length;
  const seen = logs.lines.length;
  await gateway.rewrite(`${shop.sdl}\n# changed`);
  while (!logs.lines.slice(seen).some(({ msg }) => msg === 'supergraph loaded'))
    await gateway.post({ query });
  await gateway.post({ query });
  assert.equal(shop.requests.length, 2 * asked);
});

for (const [kind, start] of Object.entries({ standalone: startRedis, cluster: startRedisCluster })) {
  test(`gateways share answers and automatic persisted queries through Redis: ${kind}`, async () => {
    await using redis = await start();
    await using shop = await startShop({ shop: 'public, max-age=60', prices: 'public, max-age=60' });
    const env = { REDIS_URL: redis.url, REDIS_CLUSTER: String(kind === 'cluster') };
    const logs = [collectLogs(), collectLogs()];
    const [first, second] = await Promise.all(
      logs.map(({ logger }) => startTestGateway({ sdl: shop.sdl, env, logger })),
    );
    assert(first && second);
    await using _first = first;
    await using _second = second;
    await Promise.all(logs.map((each) => each.saw(/cache is available/)));
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    await first.post({ query, extensions });
    // What the second one has not got yet it asks for; from then on it is there.
    while ((await second.post({ extensions })).headers.get('age') === null);
    const asked = shop.requests.length;
    assert.deepEqual((await second.post({ query })).body, (await first.post({ extensions })).body);
    assert.equal(shop.requests.length, asked);
    const noCache = { 'cache-control': 'no-cache' };
    assert.equal((await second.post({ extensions }, noCache)).status, 200);
    assert.equal(shop.requests.length, asked + 2);
  });
}
