import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CacheDebugEntry } from '../../src/caching/entities/cache-debug-entry.ts';
import { openCatalogue } from '../helpers/caching/open-catalogue.ts';

const debugging = { 'apollo-cache-debugging': 'true' };
const query = 'query ($id: ID!) { product(id: $id) { name price } }';

type Running = Awaited<ReturnType<typeof openCatalogue>>;

async function look({ gateway }: Running, id: string, headers: Record<string, string> = debugging) {
  const { body } = await gateway.post({ query, variables: { id } }, headers);
  const shown = body.extensions?.['apolloCacheDebugging'] as
    | { readonly version: string; readonly data: readonly CacheDebugEntry[] }
    | undefined;
  return { data: body.data, shown };
}

test('Sandbox is shown each thing that was looked up: where it came from, under which keys, and for how long', async () => {
  await using running = await openCatalogue({ shop: 'public, max-age=600', prices: 'private, max-age=30' });
  const { shown, data } = await look(running, '1');
  assert.deepEqual(data, { product: { name: 'Product 1', price: '1 EUR for anybody' } });
  assert.equal(shown?.version, '1.0');
  const [root, entity] = shown.data;
  assert(root && entity && shown.data.length === 2);
  const { key, subgraphRequest, cacheControl, ...rest } = root;
  assert.match(key, /^root:shop:[\w-]{43}$/);
  assert.match(subgraphRequest.query, /product\(id:\$id\)/);
  assert.deepEqual(subgraphRequest.variables, { id: '1' });
  const { created, ...times } = cacheControl;
  assert(Number.isInteger(created));
  assert.deepEqual(times, { maxAge: 600, public: true });
  assert.deepEqual(rest, {
    invalidationKeys: ['subgraph:shop', 'type:Product', 'tag:shop:product-1', 'tag:shop:products'],
    kind: { rootFields: ['product'] },
    subgraphName: 'shop',
    source: 'subgraph',
    shouldStore: true,
    data: { product: { __typename: 'Product', id: '1', name: 'Product 1' } },
    warnings: [],
  });
  assert.deepEqual(entity.kind, { typename: 'Product', entityKey: { __typename: 'Product', id: '1' } });
  assert.match(entity.key, /^entity:prices:Product:[\w-]{43}:[\w-]{43}$/);
  assert.equal(entity.shouldStore, false);
  assert.deepEqual(
    entity.warnings.map(({ code }) => code),
    ['CACHE_CONTROL_PRIVATE_WITHOUT_PRIVATE_ID', 'CACHE_CONTROL_SMALL_MAX_AGE'],
  );
  const again = (await look(running, '1')).shown?.data;
  assert.deepEqual(
    again?.map(({ source }) => source),
    ['cache', 'subgraph'],
  );
  assert.deepEqual(again?.[0]?.data, root.data);
});

test('errors and missing headers are told', async () => {
  await using running = await openCatalogue({ prices: 'public, max-age=600' });
  const { shown } = await look(running, 'broken');
  assert.deepEqual(
    shown?.data.map(({ warnings, shouldStore }) => [shouldStore, warnings.map(({ code }) => code)]),
    [
      [false, ['CACHE_CONTROL_NO_STORE']],
      [false, ['PARTIAL_ERRORS']],
    ],
  );
});

test('nothing is shown to those who do not ask, nor where Sandbox is off, unless the settings allow it', async () => {
  const policies = { shop: 'public, max-age=600' };
  await using open = await openCatalogue(policies);
  assert.equal((await look(open, '1', {})).shown, undefined);
  await using production = await openCatalogue(policies, { env: { SANDBOX: 'false' } });
  assert.equal((await look(production, '1')).shown, undefined);
  await using allowed = await openCatalogue(policies, {
    env: { SANDBOX: 'false' },
    settings: { entityCache: { enabled: true, debugger: true } },
  });
  assert.equal((await look(allowed, '1')).shown?.data.length, 2);
});
