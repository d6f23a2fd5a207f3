import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { raiseAlerts } from './test-support/raise-alerts.ts';
import { dataOf, startTestAlerts } from './test-support/start-test-alerts.ts';

const stack = await startTestAlerts();
after(() => stack[Symbol.asyncDispose]());

const query = 'subscription { alertChanged { id status acknowledgedBy { id } resolvedBy { id } } }';
const change = async (caller: Parameters<typeof stack.execute>[0], field: string, id: string | undefined) =>
  dataOf(await stack.execute(caller, `mutation ($id: ID!) { ${field}(id: $id) { id } }`, { id }));

test('an alert that is acknowledged or resolved shows on the user’s other screens, and on nobody else’s', async () => {
  const ada = await stack.subscribe('ada', query);
  const [first, second] = await raiseAlerts(stack.container, 'ada', 2);
  const [ofBen] = await raiseAlerts(stack.container, 'ben', 1);
  await change('ben', 'resolveAlert', ofBen?.id);
  await change('ada', 'acknowledgeAlert', first?.id);
  const next = async () => (await ada.next()).value?.data?.['alertChanged'];
  const acknowledgedBy = { id: 'ada' };
  assert.deepEqual(await next(), { id: first?.id, status: 'ACKNOWLEDGED', acknowledgedBy, resolvedBy: null });
  await change({ userId: 'olga', roles: ['operator'] }, 'resolveAlert', first?.id);
  assert.deepEqual(await next(), {
    id: first?.id,
    status: 'RESOLVED',
    acknowledgedBy,
    resolvedBy: { id: 'olga' },
  });
  await change('ada', 'resolveAlert', second?.id);
  assert.equal((await next()).id, second?.id);
});

test('who is not signed in hears of nothing', async () => {
  const events = await stack.subscribe(null, query);
  const { value } = await events.next();
  assert.equal(value?.errors?.[0]?.extensions?.['code'], 'UNAUTHENTICATED');
});
