import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepsEntities, openCatalogue, productsFor } from '../../../tests/helpers/caching/open-catalogue.ts';

const open = 'public, max-age=600';
const products = (...ids: readonly string[]) => productsFor('anybody', ...ids);

test('when half of the entities are kept, exactly the other half is asked for', async () => {
  await using running = await openCatalogue({ prices: open });
  const { shop, ask } = running;
  const even = ['0', '2', '4', '6', '8'];
  assert.deepEqual(await ask(even), products(...even));
  assert.deepEqual(shop.takeAsked('prices'), [even]);
  const all = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
  assert.deepEqual(await ask(all), products(...all));
  assert.deepEqual(shop.takeAsked('prices'), [['1', '3', '5', '7', '9']]);
  assert.deepEqual(await ask(all.toReversed()), products(...all.toReversed()));
  assert.deepEqual(shop.takeAsked('prices'), []);
});

test('root fields are kept by operation and variables', async () => {
  await using running = await openCatalogue({ shop: open, prices: open });
  const { shop, ask } = running;
  for (const id of ['1', '1', '2', '1']) assert.deepEqual(await ask([id]), products(id));
  assert.equal(shop.takeAsked('shop').length, 2);
});

test('fields with other arguments are other data, and a fetch that travels with others finds the same', async () => {
  await using running = await openCatalogue({ prices: open });
  const { shop, gateway } = running;
  const post = async (text: string) => (await gateway.post({ query: text })).body.data;
  await post('{ products(ids: ["1"]) { price(currency: "USD") } }');
  assert.deepEqual(await post('{ products(ids: ["1"]) { price(currency: "CHF") } }'), {
    products: [{ price: '1 CHF for anybody' }],
  });
  assert.equal(shop.takeAsked('prices').length, 2);
  const together = `{
    a: products(ids: ["1", "2"]) { price(currency: "USD") }
    product(id: "3") { oldPrice { text } }
  }`;
  assert.deepEqual(await post(together), {
    a: [{ price: '1 USD for anybody' }, { price: '2 USD for anybody' }],
    product: { oldPrice: { text: 'old 3' } },
  });
  assert.deepEqual(shop.takeAsked('prices'), [['2', '3']]);
  assert.deepEqual(await post('{ product(id: "3") { oldPrice { text } } }'), {
    product: { oldPrice: { text: 'old 3' } },
  });
  assert.deepEqual(shop.takeAsked('prices'), []);
});

for (const policy of [undefined, 'no-store', 'public, max-age=0', 'no-cache, max-age=60', 'public']) {
  test(`nothing is kept when a subgraph says ${policy ?? 'nothing'}`, async () => {
    await using running = await openCatalogue({ prices: policy });
    await running.ask(['1']);
    assert.deepEqual(await running.ask(['1']), products('1'));
    assert.equal(running.shop.takeAsked('prices').length, 2);
  });
}

test('an entity with an error is not kept, nor one that does not exist; those beside them are', async () => {
  await using running = await openCatalogue({ prices: open });
  const { shop, ask } = running;
  const ids = ['1', 'broken', '2', 'missing'];
  for (const asked of [ids, ['broken', 'missing']]) {
    const { data, errors } = await ask(ids);
    assert.deepEqual(data, {
      products: ids.map((id) => ({
        name: `Product ${id}`,
        price: Number(id) ? `${id} EUR for anybody` : null,
      })),
    });
    assert.deepEqual(
      errors?.map(({ path }) => path),
      [['products', 1, 'price']],
    );
    assert.deepEqual(shop.takeAsked('prices'), [asked]);
  }
});

test('nothing is kept of an answer with an error of which nobody knows where it is', async () => {
  let isConfused = true;
  await using running = await openCatalogue({
    prices: open,
    intercept({ subgraph }, response) {
      if (subgraph !== 'prices' || !isConfused) return false;
      response.setHeader('cache-control', open);
      response.end(
        JSON.stringify({ data: { _entities: [{ price: 'wrong' }] }, errors: [{ message: 'confused' }] }),
      );
      return true;
    },
  });
  assert.equal((await running.ask(['1'])).errors?.length, 1);
  isConfused = false;
  assert.deepEqual(await running.ask(['1']), products('1'));
});

test('a request can skip the reading, or the writing', async () => {
  await using running = await openCatalogue({ prices: open });
  const { shop, ask } = running;
  await ask(['1'], { 'cache-control': 'no-store' });
  await ask(['1']);
  assert.equal(shop.takeAsked('prices').length, 2);
  assert.deepEqual(await ask(['1'], { 'cache-control': 'no-store' }), products('1'));
  assert.equal(shop.takeAsked('prices').length, 0);
  assert.deepEqual(await ask(['1'], { 'cache-control': 'no-cache' }), products('1'));
  assert.equal(shop.takeAsked('prices').length, 1);
});

test('a mutation reads nothing, but what it fetches of entities is kept', async () => {
  await using running = await openCatalogue({ shop: open, prices: open });
  const { shop, gateway, ask } = running;
  const rename = () => gateway.post({ query: 'mutation { rename(id: "1") { name price } }' });
  for (let time = 1; time <= 2; time++) {
    assert.deepEqual((await rename()).body.data, {
      rename: { name: 'Renamed 1', price: '1 EUR for anybody' },
    });
    assert.deepEqual([shop.takeAsked('shop').length, shop.takeAsked('prices').length], [1, 1]);
  }
  assert.deepEqual(await ask(['1']), products('1'));
  assert.deepEqual([shop.takeAsked('shop').length, shop.takeAsked('prices').length], [1, 0]);
});

test('an answer that came with a cookie is not kept', async () => {
  await using running = await openCatalogue({
    prices: open,
    intercept(_request, response) {
      response.setHeader('set-cookie', 'a=1');
      return false;
    },
  });
  await running.ask(['1']);
  await running.ask(['1']);
  assert.equal(running.shop.takeAsked('prices').length, 2);
});

test('only subgraphs that the settings name are kept', async () => {
  await using running = await openCatalogue(
    { shop: open, prices: open },
    { settings: { entityCache: { enabled: true, subgraphs: { prices: { enabled: false } } } } },
  );
  for (let time = 1; time <= 2; time++) await running.ask(['1']);
  const { shop } = running;
  assert.deepEqual([shop.takeAsked('shop').length, shop.takeAsked('prices').length], [1, 2]);
});

test('headers that a rule lets through tell data apart', async () => {
  await using running = await openCatalogue(
    { prices: open },
    { settings: { ...keepsEntities, requestHeaders: [{ forward: 'x-user' }] } },
  );
  for (const user of ['ada', 'bob', 'ada']) {
    const { data } = await running.ask(['1'], { 'x-user': user });
    assert.deepEqual(data, { products: [{ name: 'Product 1', price: `1 EUR for ${user}` }] });
  }
  assert.equal(running.shop.takeAsked('prices').length, 2);
});

test('deferred parts are found as well', async () => {
  await using running = await openCatalogue({ shop: open, prices: open });
  const { shop, gateway } = running;
  await running.ask(['1']);
  shop.takeAsked('prices');
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'multipart/mixed; deferSpec=20220824' },
    body: JSON.stringify({
      query: '{ products(ids: ["1"]) { name ... @defer { price } } }',
    }),
  });
  assert.match(await response.text(), /1 EUR for anybody/);
  assert.deepEqual(shop.takeAsked('prices'), []);
});

test('the policy of what is kept is that of the whole answer, which is kept as well', async () => {
  await using running = await openCatalogue(
    { shop: 'public, max-age=300', prices: 'public, max-age=100' },
    { env: { RESPONSE_CACHE: 'true' } },
  );
  const { shop, gateway } = running;
  const post = (name: string) =>
    gateway.post({ query: `query ${name} { products(ids: ["1"]) { name price } }` });
  for (const name of ['A', 'B', 'B']) {
    const { headers, body } = await post(name);
    assert.deepEqual(body, products('1'));
    assert.match(headers.get('cache-control') ?? '', /^public, max-age=(100|99|98|97)$/);
  }
  // Under another name the operation is another answer, of the same data.
  assert.deepEqual([shop.takeAsked('shop').length, shop.takeAsked('prices').length], [1, 1]);
});

test('metrics tell by subgraph what was found, missing and stored', async () => {
  await using running = await openCatalogue({ prices: open }, { env: { METRICS_PORT: '0' } });
  await running.ask(['1', '2']);
  await running.ask(['2', '3']);
  const text = await (await fetch(String(running.gateway.metricsUrl))).text();
  const lines = text.split('\n').filter((line) => /^headgate_entity_cache_total.*prices/.test(line));
  assert.deepEqual(lines.sort(), [
    'headgate_entity_cache_total{subgraph="prices",event="hit"} 1',
    'headgate_entity_cache_total{subgraph="prices",event="miss"} 3',
    'headgate_entity_cache_total{subgraph="prices",event="stored"} 3',
  ]);
});
