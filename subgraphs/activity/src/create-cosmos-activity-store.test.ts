import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ensureContainers } from '@headgate/cosmos/ensure-containers.ts';
import { startTestCosmos } from '@headgate/cosmos/test-support/start-test-cosmos.ts';
import type { Activity } from './activity.ts';
import { activityContainer } from './activity-container.ts';
import type { ActivityFilter, ActivityStore } from './activity-store.ts';
import { createCosmosActivityStore } from './create-cosmos-activity-store.ts';
import { sampleActivity } from './test-support/sample-activities.ts';

async function startStore() {
  const stack = await startTestCosmos();
  const { database, meter } = stack.cosmos;
  await ensureContainers(database, [activityContainer(400)]);
  const store = createCosmosActivityStore(database.container('activity'));
  return { store, meter, [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose]() };
}

const range = (count: number) => Array.from({ length: count }, (_, n) => n);
const idsOf = (activities: readonly Activity[]) => activities.map(({ id }) => id);
const ofAda = { userId: 'ada' };

/** Follows the pages of a listing to their end; `between` runs after each page. */
async function listPages(
  store: ActivityStore,
  limit: number,
  between: () => Promise<unknown> = async () => {},
) {
  const seen: Activity[] = [];
  for (;;) {
    const last = seen.at(-1);
    const page = await store.list({ of: ofAda, filter: {}, limit, ...(last && { after: last }) });
    seen.push(...page);
    if (page.length < limit) return idsOf(seen);
    await between();
  }
}

test('an event is stored once: the same id again answers what is stored', async () => {
  await using stack = await startStore();
  const first = sampleActivity(1);
  assert.deepEqual(await stack.store.record(first), first);
  const again = sampleActivity(1, { kind: 'PURCHASE', recordedAt: new Date() });
  assert.deepEqual(await stack.store.record(again), first);
  const othersOwn = sampleActivity(1, { userId: 'bob' });
  assert.deepEqual(await stack.store.record(othersOwn), othersOwn);
  assert.equal(await stack.store.count('ada', {}), 1);
});

test('fifty at once with one id store one, and all are answered with it', async () => {
  await using stack = await startStore();
  const answers = await Promise.all(
    range(50).map((n) => stack.store.record(sampleActivity(1, { sessionId: `session-${n}` }))),
  );
  assert.equal(new Set(answers.map(({ sessionId }) => sessionId)).size, 1);
  assert.deepEqual(await stack.store.list({ of: ofAda, filter: {}, limit: 10 }), [answers[0]]);
});

test('several are stored at once; those that were there stay as they were', async () => {
  await using stack = await startStore();
  const before = await stack.store.recordAll('ada', [sampleActivity(1), sampleActivity(2)]);
  assert.deepEqual(before, [sampleActivity(1), sampleActivity(2)]);
  const changed = range(4).map((n) => sampleActivity(n, { kind: 'PURCHASE' }));
  const after = await stack.store.recordAll('ada', changed);
  assert.deepEqual(
    after.map(({ id, kind }) => `${id} ${kind}`),
    ['event-0 PURCHASE', 'event-1 CHECK_IN', 'event-2 CHECK_IN', 'event-3 PURCHASE'],
  );
  assert.equal(await stack.store.count('ada', {}), 4);
});

test('the same events stored by many at once are stored once', async () => {
  await using stack = await startStore();
  const events = range(10).map((n) => sampleActivity(n));
  const answers = await Promise.all(range(5).map(() => stack.store.recordAll('ada', events)));
  for (const answer of answers) assert.deepEqual(answer, events);
  assert.equal(await stack.store.count('ada', {}), 10);
});

test('pages show every event once, the latest first, also when many occurred at one moment', async () => {
  await using stack = await startStore();
  const { occurredAt } = sampleActivity(5);
  const activities = range(23).map((n) => sampleActivity(n, n % 3 ? {} : { occurredAt, id: `ä/${n}` }));
  await Promise.all(activities.map(stack.store.record));
  const expected = await stack.store.list({ of: ofAda, filter: {}, limit: 100 });
  assert.equal(expected.length, 23);
  const times = expected.map((activity) => activity.occurredAt.getTime());
  assert.deepEqual(
    times,
    times.toSorted((one, other) => other - one),
  );
  for (const limit of [1, 4, 23, 24]) assert.deepEqual(await listPages(stack.store, limit), idsOf(expected));
});

test('pages have no gap and no double while events are being written', async () => {
  await using stack = await startStore();
  await Promise.all(range(20).map((n) => stack.store.record(sampleActivity(n))));
  let next = 20;
  const seen = await listPages(stack.store, 3, async () => {
    await stack.store.record(sampleActivity(next++));
    await stack.store.record(sampleActivity(-next));
  });
  assert.equal(new Set(seen).size, seen.length);
  const before = idsOf(range(20).map((n) => sampleActivity(n))).reverse();
  assert.deepEqual(seen.slice(0, 20), before);
  assert(!seen.includes('event-20'));
});

const filters: [what: string, filter: ActivityFilter, expected: number[]][] = [
  ['kinds', { kinds: ['VIEW', 'CLICK'] }, [4, 3, 1, 0]],
  ['no kinds', { kinds: [] }, []],
  ['a first moment, inclusive', { since: sampleActivity(4).occurredAt }, [5, 4]],
  ['a last moment, exclusive', { until: sampleActivity(2).occurredAt }, [1, 0]],
  ['a place', { placeId: 'store-2' }, [5, 2]],
  ['all of these', { kinds: ['VIEW'], since: sampleActivity(1).occurredAt, placeId: 'store-1' }, [3]],
  ['text that looks like a query', { placeId: "' OR true --" }, []],
];

for (const [what, filter, expected] of filters) {
  test(`${what} narrow lists and counts alike`, async () => {
    await using stack = await startStore();
    const kinds = ['VIEW', 'CLICK', 'PURCHASE'] as const;
    const activities = range(6).map((n) =>
      sampleActivity(n, { kind: kinds[n % 3] ?? 'VIEW', placeId: n % 3 === 2 ? 'store-2' : 'store-1' }),
    );
    await Promise.all([...activities, sampleActivity(9, { userId: 'bob' })].map(stack.store.record));
    const found = await stack.store.list({ of: ofAda, filter, limit: 10 });
    assert.deepEqual(idsOf(found), idsOf(expected.map((n) => sampleActivity(n))));
    assert.equal(await stack.store.count('ada', filter), expected.length);
  });
}

test('everybody’s events at a place are listed across partitions, the latest first', async () => {
  await using stack = await startStore();
  const users = ['ada', 'bob', 'cleo'];
  const activities = range(30).map((n) => sampleActivity(n, { userId: users[n % 3] ?? '' }));
  await Promise.all(activities.map(stack.store.record));
  const found = await stack.store.list({ of: 'everybody', filter: { placeId: 'store-1' }, limit: 7 });
  assert.deepEqual(idsOf(found), idsOf(activities).reverse().slice(0, 7));
});

test('events are found by id in one request, those that are absent are left out', async () => {
  await using stack = await startStore();
  const activities = [sampleActivity(1), sampleActivity(2, { id: 'a/b?' }), sampleActivity(3)];
  await Promise.all(activities.map(stack.store.record));
  const found = await stack.store.find('ada', ['a/b?', 'absent', 'event-1', 'event-1']);
  assert.deepEqual(idsOf(found).sort(), ['a/b?', 'event-1']);
  assert.equal(stack.meter.sum({ operation: 'query' }).requests, 1);
  assert.deepEqual(await stack.store.find('ada', ['event-3']), [sampleActivity(3)]);
  assert.equal(stack.meter.sum({ operation: 'read' }).requests, 1);
  assert.deepEqual(await stack.store.find('bob', ['event-3']), []);
  assert.deepEqual(await stack.store.find('ada', []), []);
});

test('each operation adds its charge', async () => {
  await using stack = await startStore();
  await stack.store.record(sampleActivity(1));
  await stack.store.list({ of: ofAda, filter: {}, limit: 1 });
  for (const operation of ['create', 'query'] as const) {
    const { requests, requestUnits } = stack.meter.sum({ container: 'activity', operation });
    assert.equal(requests, 1);
    assert(requestUnits > 0, operation);
  }
});
