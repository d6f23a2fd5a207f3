import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sampleRule } from '@headgate/alerting/test-support/sample-rule.ts';
import { alertCursor } from './cursors.ts';
import { raiseAlerts } from './test-support/raise-alerts.ts';
import { startTestAlerts } from './test-support/start-test-alerts.ts';

let aheadMs = 0;
const stack = await startTestAlerts(() => Date.now() + aheadMs);
after(() => stack[Symbol.asyncDispose]());

interface Event {
  readonly alertRaised: { readonly message: string; readonly cursor: string };
}

const query =
  'subscription ($after: String, $least: AlertSeverity) { alertRaised(after: $after, minSeverity: $least) { message cursor } }';
const beginning = alertCursor({ sequence: 0 });

/** Takes the messages of the next `count` events. */
async function take(events: AsyncIterator<{ data?: unknown }>, count: number): Promise<string[]> {
  const messages: string[] = [];
  while (messages.length < count) {
    const { value } = await events.next();
    messages.push((value.data as Event).alertRaised.message);
  }
  return messages;
}

test('a subscriber gets what was raised since the cursor, then what is raised', async () => {
  await raiseAlerts(stack.container, 'ann', 3);
  const events = await stack.subscribe('ann', query, { after: alertCursor({ sequence: 1 }) });
  assert.deepEqual(await take(events, 2), ['alert 2', 'alert 3']);
  await raiseAlerts(stack.container, 'ann', 2);
  assert.deepEqual(await take(events, 2), ['alert 4', 'alert 5']);
});

test('nobody hears of another user’s alerts, an operator neither', async () => {
  const ben = await stack.subscribe('ben', query, { after: beginning });
  const olga = await stack.subscribe({ userId: 'olga', roles: ['operator'] }, query, { after: beginning });
  await raiseAlerts(stack.container, 'eve', 1, { message: 'of eve' });
  await raiseAlerts(stack.container, 'ben', 1, { message: 'of ben' });
  await raiseAlerts(stack.container, 'olga', 1, { message: 'of olga' });
  assert.deepEqual(await take(ben, 1), ['of ben']);
  assert.deepEqual(await take(olga, 1), ['of olga']);
});

test('less pressing alerts than asked for are left out, in the replay and live', async () => {
  const raise = async () => {
    await raiseAlerts(stack.container, 'cat', 1);
    await raiseAlerts(stack.container, 'cat', 1, { severity: 'CRITICAL' });
  };
  await raise();
  const events = await stack.subscribe('cat', query, { after: beginning, least: 'WARNING' });
  assert.deepEqual(await take(events, 1), ['alert 2']);
  await raise();
  assert.deepEqual(await take(events, 1), ['alert 4']);
});

test('each event shows its rule as it is then', async () => {
  await stack.container.items.create(sampleRule({ userId: 'dan', name: 'before' }));
  const events = await stack.subscribe(
    'dan',
    'subscription ($after: String) { alertRaised(after: $after) { rule { name } } }',
    { after: beginning },
  );
  await raiseAlerts(stack.container, 'dan', 1);
  const nameOf = async () => (await events.next()).value?.data;
  assert.deepEqual(await nameOf(), { alertRaised: { rule: { name: 'before' } } });
  await stack.container.items.upsert(sampleRule({ userId: 'dan', name: 'after' }));
  await raiseAlerts(stack.container, 'dan', 1);
  assert.deepEqual(await nameOf(), { alertRaised: { rule: { name: 'after' } } });
});

test('a subscription ends with the token, and says so', async () => {
  const events = await stack.subscribe({ userId: 'fay', lifetimeSeconds: 3600 }, query);
  aheadMs = 3_600_000;
  await assert.rejects(
    async () => events.next(),
    (errors: { extensions: { code: string } }[]) => {
      assert.equal(errors[0]?.extensions.code, 'SUBSCRIPTION_JWT_EXPIRED');
      return true;
    },
  );
  aheadMs = 0;
});

test('nobody is refused, and a cursor that is none too', async () => {
  const refuse = async (caller: string | null, variables: Record<string, unknown>) => {
    const events = await stack.subscribe(caller, query, variables);
    const { value } = await events.next();
    return value?.errors?.[0]?.extensions?.['code'];
  };
  assert.equal(await refuse(null, {}), 'UNAUTHENTICATED');
  assert.equal(await refuse('ann', { after: 'nonsense' }), 'BAD_USER_INPUT');
});
