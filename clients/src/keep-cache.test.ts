import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InMemoryCache } from '@apollo/client';
import { AlertRowFragmentDoc, AlertsDocument } from './__generated__/graphql.ts';
import { cachePolicies } from './cache-policies.ts';
import { keepCache } from './keep-cache.ts';
import { describeAlerts } from './test-support/describe-alerts.ts';

const variables = { first: 50 };

function createStorage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, text: string) => void items.set(key, text),
    removeItem: (key: string) => void items.delete(key),
  };
}

function writeAlerts(cache: InMemoryCache, count: number): void {
  const data = describeAlerts(count, 'ب 🐻 '.repeat(40));
  cache.writeQuery({ query: AlertsDocument, variables, data: data as never });
}

test('what was seen is there again, of ten thousand alerts the newest', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const storage = createStorage();
  const cache = new InMemoryCache(cachePolicies);
  const keeper = await keepCache({ cache, storage, key: 'seen' });
  assert.equal(keeper.keptAt, undefined);
  writeAlerts(cache, 10_000);
  keeper.schedule();
  assert.equal(storage.items.size, 0, 'it waits for what else comes');
  t.mock.timers.tick(1_000);
  assert((storage.items.get('seen')?.length ?? 0) < 200_000);

  const later = new InMemoryCache(cachePolicies);
  assert.equal(typeof (await keepCache({ cache: later, storage, key: 'seen' })).keptAt, 'number');
  const seen = later.readQuery({ query: AlertsDocument, variables });
  assert.equal(seen?.alerts.edges.length, 200);
  const first = later.readFragment({
    id: later.identify({ __typename: 'Alert', id: 'a0', userId: 'ada' }) as string,
    fragment: AlertRowFragmentDoc,
    fragmentName: 'AlertRow',
  });
  assert.match(first?.message ?? '', /🐻/);
});

test('what is no longer valid, or does not fit, is as if nothing was kept', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const storage = createStorage();
  storage.items.set('seen', '{"at":1');
  const full = {
    ...storage,
    setItem() {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  const cache = new InMemoryCache(cachePolicies);
  const keeper = await keepCache({ cache, storage: full, key: 'seen' });
  assert.equal(keeper.keptAt, undefined);
  keeper.schedule();
  keeper.flush();
  assert.equal(storage.items.size, 0);
});

test('what is forgotten stays so, whatever comes after', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const storage = createStorage();
  const cache = new InMemoryCache(cachePolicies);
  const keeper = await keepCache({ cache, storage, key: 'seen' });
  writeAlerts(cache, 1);
  keeper.schedule();
  keeper.flush();
  assert.equal(storage.items.size, 1);
  keeper.schedule();
  await keeper.forget();
  keeper.schedule();
  t.mock.timers.tick(2_000);
  assert.equal(storage.items.size, 0);
});
