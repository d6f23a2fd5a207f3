import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAlertId } from '@headgate/alerting/create-alert-id.ts';
import { startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { functionsKey, startPipeline } from './test-support/start-pipeline.ts';
import { square, walk } from './test-support/walk.ts';

/** Ids of the alerts for entering the square, in order: every second event of a walk goes there. */
function expectedIds(userId: string, ruleId: string, events: number): string[] {
  const entering = walk(userId, events).filter((_, index) => index % 2 === 0);
  return entering.map(({ eventId }) =>
    createAlertId({ userId, ruleId, ruleVersion: 1, eventId, transition: 'ENTER' }),
  );
}

const idsOf = (alerts: readonly { id: string }[]) => alerts.map(({ id }) => id);

for (const source of ['the change feed', 'Redis'] as const) {
  test(`each event that enters a circle reaches its user once and in order, by ${source}`, async () => {
    await using redis = source === 'Redis' ? await startRedis() : undefined;
    await using pipeline = await startPipeline(redis?.url);
    const ada = await pipeline.connect('ada');
    const ben = await pipeline.connect('ben');
    const adaRule = await ada.watch('ENTER', square);
    const benRule = await ben.watch('ENTER', square);
    const received = Promise.all([ada.takeAll(10), ben.takeAll(10)]);
    for (let n = 0; n < 20; n++) {
      for (const userId of ['ada', 'ben', 'cem'])
        await pipeline.activity.items.create(walk(userId, 20)[n] ?? {});
    }
    const [ofAda, ofBen] = await received;
    assert.deepEqual(idsOf(ofAda), expectedIds('ada', adaRule, 20));
    assert.deepEqual(idsOf(ofBen), expectedIds('ben', benRule, 20));
    assert.equal(ofAda[0]?.message, 'Square: entered the area.');
    const { id } = ofAda[3] ?? {};
    const resolve = 'mutation ($id: ID!) { resolveAlert(id: $id) { id } }';
    const change = await ada.takeChange(() => ada.execute(resolve, { id }));
    assert.deepEqual(change, { id, status: 'RESOLVED' });
  });
}

test('processes that are killed on the way lose nothing and repeat nothing', async () => {
  await using redis = await startRedis();
  await using pipeline = await startPipeline(redis.url);
  const ada = await pipeline.connect('ada');
  const rule = await ada.watch('ENTER', square);
  const received = ada.takeAll(40);
  const events = walk('ada', 80);
  const write = async (from: number, to: number) => {
    for (const event of events.slice(from, to)) await pipeline.activity.items.create(event);
  };
  await write(0, 20);
  await Promise.all([pipeline.restartFunctions(), write(20, 40)]);
  await Promise.all([pipeline.restartAlerts(), write(40, 60)]);
  await Promise.all([pipeline.restartFunctions(), redis.restart(), write(60, 80)]);
  assert.deepEqual(idsOf(await received), expectedIds('ada', rule, 80));
  const query = 'SELECT VALUE c.id FROM c WHERE c.type = "alert"';
  const { resources } = await pipeline.alerts.items.query<string>(query, { partitionKey: 'ada' }).fetchAll();
  assert.deepEqual(new Set(resources), new Set(expectedIds('ada', rule, 80)));
  assert.equal(resources.length, 40);
});

test('a document that is no event becomes a dead letter and delays nothing', async () => {
  await using pipeline = await startPipeline();
  const ada = await pipeline.connect('ada');
  const rule = await ada.watch('ENTER', square);
  const poison = {
    id: 'poison',
    userId: 'ada',
    eventId: 'poison',
    occurredAt: 'yesterday',
    kind: 'CHECK_IN',
  };
  const [first, second, third] = walk('ada', 3);
  for (const document of [first, poison, second, third]) {
    await pipeline.activity.items.create(document ?? {});
  }
  assert.deepEqual(idsOf(await ada.takeAll(2)), expectedIds('ada', rule, 3));
  const { resources } = await pipeline.deadLetters.items.readAll().fetchAll();
  const [letter] = resources;
  assert.equal(resources.length, 1);
  assert.equal(letter?.['functionName'], 'evaluate-activity');
  assert.match(letter?.['reason'].message, /occurredAt/);
  assert.equal(JSON.parse(letter?.['payload']).id, 'poison');
  // What is wrong with it still is: it dies again.
  const outcome = { replayed: 0, buried: 1, hasMore: false };
  const answer = await pipeline.replay('evaluate-activity', functionsKey);
  assert.deepEqual(JSON.parse(answer.body), outcome);
  assert.equal((await pipeline.replay('evaluate-activity', 'another key')).status, 401);
  assert.equal((await pipeline.replay('detect-inactivity', functionsKey)).status, 404);
});

test('an event that could not be evaluated is, after the cause is mended, by a replay', async () => {
  await using pipeline = await startPipeline();
  const ada = await pipeline.connect('ada');
  const rule = await ada.watch('ENTER', square);
  const [first] = walk('ada', 1);
  const stored = await pipeline.alerts.item(rule, 'ada').read();
  const broken = { ...stored.resource, condition: { ...stored.resource.condition, center: null } };
  await pipeline.alerts.item(rule, 'ada').replace(broken);
  await pipeline.activity.items.create(first ?? {});
  const replay = async () => JSON.parse((await pipeline.replay('evaluate-activity', functionsKey)).body);
  // Until it has died, there is nothing to replay.
  while ((await replay()).buried === 0);
  const [letter] = (await pipeline.deadLetters.items.readAll().fetchAll()).resources;
  assert.match(letter?.['reason'].message, /The rule "Square" .* failed: A geofence needs a circle/);
  await pipeline.alerts.item(rule, 'ada').replace(stored.resource);
  assert.deepEqual(await replay(), { replayed: 1, buried: 0, hasMore: false });
  assert.deepEqual(idsOf(await ada.takeAll(1)), expectedIds('ada', rule, 1));
});
