import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { defineContainer } from '@headgate/cosmos/define-container.ts';
import { ensureContainers } from '@headgate/cosmos/ensure-containers.ts';
import { codesOf, dataOf, startTestAlerts } from '../test-support/start-test-alerts.ts';

const now = Date.parse('2026-06-08T12:00:00.000Z');
const stack = await startTestAlerts(() => now);
after(() => stack[Symbol.asyncDispose]());

const activityContainer = defineContainer({
  id: 'activity',
  partitionKey: ['/userId'],
  indexing: {
    paths: ['/occurredAt/?'],
    composites: [
      [
        { path: '/occurredAt', order: 'descending' },
        { path: '/id', order: 'descending' },
      ],
    ],
  },
});

const berlin = { latitude: 52.52, longitude: 13.405 };
const munich = { latitude: 48.137, longitude: 11.575 };
const hourMs = 3_600_000;

before(async () => {
  const { database } = stack.container;
  await ensureContainers(database, [activityContainer]);
  const container = database.container('activity');
  const visits = [munich, berlin, munich, berlin, munich, berlin];
  for (const [index, location] of visits.entries()) {
    const eventId = `e${index}`;
    const occurredAt = new Date(now - (60 - 10 * index) * hourMs).toISOString();
    await container.items.create({
      id: eventId,
      eventId,
      userId: 'ada',
      kind: 'CHECK_IN',
      occurredAt,
      location,
    });
  }
  await container.items.create({
    id: 'odd',
    userId: 'ada',
    kind: 'NONE',
    occurredAt: new Date(now).toISOString(),
  });
});

const query = `query ($input: PreviewAlertRuleInput!) {
  previewAlertRule(input: $input) { alerts events since latest { at text } }
}`;

interface Preview {
  readonly previewAlertRule: {
    readonly alerts: number;
    readonly events: number;
    readonly since: string;
    readonly latest: readonly { readonly at: string; readonly text: string }[];
  };
}

async function preview(input: object, caller: string | null = 'ada') {
  return dataOf<Preview>(await stack.execute(caller, query, { input })).previewAlertRule;
}

const enters = { geofence: { transition: 'ENTER', center: berlin, radiusMeters: 500 } };

test('a rule is tried on what its user did, and nothing is written', async () => {
  const count = async () => (await stack.container.items.readAll().fetchAll()).resources.length;
  const documents = await count();
  const { alerts, events, latest, since } = await preview({ condition: enters });
  assert.deepEqual([alerts, events, since], [3, 6, '2026-06-01T12:00:00.000Z']);
  assert.deepEqual(latest[0], { at: '2026-06-08T02:00:00.000Z', text: 'entered the area' });
  assert.equal((await preview({ condition: enters, days: 1 })).alerts, 1, 'of the last day alone');
  assert.equal((await preview({ condition: enters, cooldownSeconds: 604_800 })).alerts, 1);
  const often = { threshold: { aggregate: 'COUNT', limit: 3, windowSeconds: 172_800 } };
  assert.equal((await preview({ condition: often })).alerts, 1);
  const silence = { inactivity: { afterSeconds: 9 * 3600 } };
  assert.equal((await preview({ condition: silence })).alerts, 6, 'the silence that still lasts too');
  assert.equal(await count(), documents);
});

test('one sees nothing of what others did, and a rule that could not be made cannot be tried', async () => {
  assert.equal((await preview({ condition: enters }, 'ben')).events, 0);
  assert.deepEqual(codesOf(await stack.execute(null, query, { input: { condition: enters } })), [
    'UNAUTHENTICATED',
  ]);
  for (const input of [{ condition: {} }, { condition: enters, days: 32 }, { condition: enters, days: 0 }])
    assert.deepEqual(codesOf(await stack.execute('ada', query, { input })), ['BAD_USER_INPUT']);
});
