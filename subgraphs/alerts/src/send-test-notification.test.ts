import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codesOf, dataOf, startTestAlerts } from './test-support/start-test-alerts.ts';

const mutation = 'mutation { sendTestNotification }';

test('a test notification is for the functions to push, and is no alert', async () => {
  await using stack = await startTestAlerts();
  const id = dataOf<{ sendTestNotification: string }>(
    await stack.execute('ada', mutation),
  ).sendTestNotification;
  const { resources } = await stack.container.items.readAll().fetchAll();
  const [entry, ...others] = resources.filter(({ type }) => type === 'outbox' || type === 'alert');
  assert.deepEqual(others, []);
  assert.deepEqual(
    [entry?.['userId'], entry?.['alert'].id, entry?.['alert'].channels],
    ['ada', id, ['PUSH']],
  );
  assert.notEqual(entry?.['sentAt'], null, 'nothing is published');
  assert.equal(entry?.['push'], undefined, 'it is to be pushed');
  assert.deepEqual(dataOf(await stack.execute('ada', '{ alerts { nodes { id } } }')), {
    alerts: { nodes: [] },
  });
});

test('whoever asks again at once is sent one, and nobody who is not signed in is sent any', async () => {
  await using stack = await startTestAlerts(() => Date.UTC(2026, 2, 1, 12));
  for (let time = 0; time < 3; time += 1) dataOf(await stack.execute('ada', mutation));
  const { resources } = await stack.container.items.readAll().fetchAll();
  assert.equal(resources.filter(({ type }) => type === 'outbox').length, 1);
  assert.deepEqual(codesOf(await stack.execute(null, mutation)), ['UNAUTHENTICATED']);
});
