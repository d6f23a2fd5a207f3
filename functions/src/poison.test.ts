import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAlertId } from '@headgate/alerting/create-alert-id.ts';
import { functionsKey, startPipeline } from './test-support/start-pipeline.ts';
import { square, walk } from './test-support/walk.ts';

/** What can be wrong with an event, and what its dead letter says. */
const poisons: readonly (readonly [changes: object, reason: RegExp])[] = [
  [{ occurredAt: 'yesterday' }, /expected a time such as .*\n.*occurredAt/],
  [{ occurredAt: 1_772_323_200_000 }, /occurredAt/],
  [{ kind: 'TELEPORT' }, /kind/],
  [{ kind: 17 }, /kind/],
  [{ eventId: null }, /eventId/],
  [{ eventId: 'x'.repeat(1_000_000) }, /eventId/],
  [{ location: { latitude: 91, longitude: 0 } }, /location\.latitude/],
  [{ location: 'Berlin' }, /location/],
  [{ accuracyMeters: -1 }, /accuracyMeters/],
  [{ amount: { minorUnits: 'much', currency: 'EUR' } }, /amount\.minorUnits/],
];

test('poison of every kind ends as dead letters that tell the reason, and delays nothing else', async () => {
  await using pipeline = await startPipeline();
  const ada = await pipeline.connect('ada');
  const rule = await ada.watch('ENTER', square);
  const events = walk('ada', 2 * poisons.length);
  for (const [index, event] of events.entries()) {
    const [changes] = poisons[Math.floor(index / 2)] ?? [{}];
    if (index % 2 === 1) {
      await pipeline.activity.items.create({ ...event, id: `poison-${index}`, ...changes });
    }
    // What rules do not look at may be as large as the database takes it.
    await pipeline.activity.items.create({ ...event, properties: 'y'.repeat(index === 4 ? 1_500_000 : 10) });
  }
  const received = await ada.takeAll(poisons.length);
  assert.deepEqual(
    received.map(({ id }) => id),
    events
      .filter((_, index) => index % 2 === 0)
      .map(({ eventId }) =>
        createAlertId({ userId: 'ada', ruleId: rule, ruleVersion: 1, eventId, transition: 'ENTER' }),
      ),
  );
  const query = 'SELECT * FROM c ORDER BY c.diedAt';
  const { resources } = await pipeline.deadLetters.items.query(query).fetchAll();
  assert.equal(resources.length, poisons.length);
  for (const [index, [, reason]] of poisons.entries()) assert.match(resources[index].reason.message, reason);
  // What is too long to be kept as a whole cannot be replayed; the others die again.
  const { body } = await pipeline.replay('evaluate-activity', functionsKey);
  assert.deepEqual(JSON.parse(body), { replayed: 0, buried: poisons.length - 1, hasMore: false });
});
