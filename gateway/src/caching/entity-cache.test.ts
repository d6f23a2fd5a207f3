import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestGateway } from '../testing/start-test-gateway.ts';
import { startCatalogue } from './test-support/start-catalogue.ts';

const settings = { entityCache: { enabled: true } };
const open = 'public, max-age=600';
const query = 'query ($ids: [ID!]!) { products(ids: $ids) { name price inStock } }';

const product = (id: string, holder = 'anybody') => ({
  name: `Product ${id}`,
  price: `${id} EUR for ${holder}`,
  inStock: Number(id) || 0,
});

test('when half of the entities are kept, exactly the other half is asked for', async () => {
  await using shop = await startCatalogue({ prices: open, stock: open });
  await using gateway = await startTestGateway({ sdl: shop.sdl, settings });
  const ask = async (ids: readonly string[]) => (await gateway.post({ query, variables: { ids } })).body;
  const first = ['0', '2', '4', '6', '8'];
  assert.deepEqual(await ask(first), { data: { products: first.map((id) => product(id)) } });
  assert.deepEqual(shop.takeAsked('prices'), [first]);
  const all = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
  assert.deepEqual(await ask(all), { data: { products: all.map((id) => product(id)) } });
  const missing = ['1', '3', '5', '7', '9'];
  assert.deepEqual([shop.takeAsked('prices'), shop.takeAsked('stock').slice(1)], [[missing], [missing]]);
  assert.deepEqual(await ask(all.toReversed()), {
    data: { products: all.toReversed().map((id) => product(id)) },
  });
  assert.deepEqual([shop.takeAsked('prices'), shop.takeAsked('stock')], [[], []]);
});
