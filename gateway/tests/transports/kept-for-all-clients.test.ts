import assert from 'node:assert/strict';
import { test } from 'node:test';
import { request } from 'undici';
import { startShop } from '../helpers/caching/start-shop.ts';
import { startTestGateway } from '../helpers/start-test-gateway.ts';

const query = '{ products { name price } }';
const isPublic = 'public, max-age=60';

async function get(url: string, headers: Readonly<Record<string, string>>) {
  const address = new URL(url);
  address.searchParams.set('query', query);
  const response = await request(address, { headers: { 'x-requested-with': 'test', ...headers } });
  return { status: response.statusCode, headers: response.headers, text: await response.body.text() };
}

test('clients that take parts and streams with every operation get kept answers, on condition too', async (t) => {
  await using shop = await startShop({ shop: isPublic, prices: isPublic });
  await using gateway = await startTestGateway({ sdl: shop.sdl });
  await gateway.post({ query });
  const asked = shop.requests.length;
  for (const accept of [
    'multipart/mixed;deferSpec=20220824, application/graphql-response+json, application/json',
    'multipart/mixed;incrementalSpec=v0.2, application/json',
    'application/json, text/event-stream, multipart/mixed',
    'text/event-stream, multipart/mixed;subscriptionSpec=1.0, application/json;q=0.5',
  ]) {
    await t.test(accept, async () => {
      const kept = await get(gateway.url, { accept });
      assert.match(String(kept.headers['content-type']), /json/);
      assert.match(String(kept.headers['age']), /^\d+$/);
      const etag = String(kept.headers['etag']);
      assert.equal((await get(gateway.url, { accept, 'if-none-match': etag })).status, 304);
      const head = await request(`${gateway.url}?query=${encodeURIComponent(query)}`, {
        method: 'HEAD',
        headers: { accept, 'x-requested-with': 'test' },
      });
      assert.equal(head.headers['content-length'], String(kept.text.length));
    });
  }
  assert.equal(shop.requests.length, asked);
});

test('Vary names each header that can change an answer, kept, fresh or wrong', async () => {
  await using shop = await startShop({ shop: isPublic, prices: isPublic });
  await using gateway = await startTestGateway({
    sdl: shop.sdl,
    env: {
      FORWARD_HEADERS: 'authorization,traceparent,accept-language,x-tenant,cookie',
      SANDBOX: 'false',
      PERSISTED_DOCUMENTS: 'log',
      PERSISTED_DOCUMENTS_FROM: `${import.meta.dirname}/strict-requests.manifest.json`,
    },
    settings: { requestHeaders: [{ forward: 'x-locale', as: 'accept-language', subgraphs: ['shop'] }] },
  });
  const expected =
    'origin, accept, accept-encoding, authorization, accept-language, x-tenant, cookie, x-locale, apollographql-client-name';
  const ask = (body: object, headers = {}) => gateway.post(body, headers);
  for (const { headers } of [
    await ask({ query }),
    await ask({ query }),
    await ask({ query }, { 'cache-control': 'no-store' }),
    await ask({ query: '{ __typename }' }),
    await ask({ query: '{ later }' }),
    await ask({ query: 1 }),
  ]) {
    assert.equal(headers.get('vary'), expected);
  }
  const { headers } = await get(gateway.url, {});
  const etag = String(headers['etag']);
  assert.equal((await get(gateway.url, { 'if-none-match': etag })).headers['vary'], expected);
});

test('pages may send cookies and read headers of answers where that is configured, and nowhere else', async () => {
  await using shop = await startShop({ shop: isPublic, prices: isPublic });
  const origin = 'https://app.example';
  const env = { CORS_ORIGINS: origin, CORS_CREDENTIALS: 'true', CORS_EXPOSE_HEADERS: 'age,x-served-by' };
  await using gateway = await startTestGateway({ sdl: shop.sdl, env });
  const ask = (method: string, from: string) =>
    fetch(gateway.url, {
      method,
      headers: { origin: from, 'content-type': 'application/json' },
      ...(method === 'POST' && { body: JSON.stringify({ query }) }),
    });
  const read = ({ headers }: Response) =>
    ['origin', 'credentials'].map((name) => headers.get(`access-control-allow-${name}`));
  const answer = await ask('POST', origin);
  assert.deepEqual(read(answer), [origin, 'true']);
  assert.equal(answer.headers.get('access-control-expose-headers'), 'age, x-served-by');
  assert.deepEqual(read(await ask('OPTIONS', origin)), [origin, 'true']);
  for (const method of ['POST', 'OPTIONS']) {
    assert.deepEqual(read(await ask(method, 'https://evil.example')), [null, null]);
  }
  await assert.rejects(
    startTestGateway({ sdl: shop.sdl, env: { ...env, CORS_ORIGINS: '*' } }),
    /CORS_CREDENTIALS .*expected cors\.origins to name the origins/,
  );
});
