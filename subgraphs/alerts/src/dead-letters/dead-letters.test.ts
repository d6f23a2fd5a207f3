import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { deadLettersContainer } from '@headgate/alerting/alerting-containers.ts';
import { ensureContainers } from '@headgate/cosmos/ensure-containers.ts';
import { codesOf, dataOf, startTestAlerts } from '../test-support/start-test-alerts.ts';
import { createReplay } from './create-replay.ts';

const stack = await startTestAlerts();
after(() => stack[Symbol.asyncDispose]());

const operator = { userId: 'olga', roles: ['operator'] };
const query = '{ deadLetters(first: 2) { id functionName reason attempts diedAt isWhole } }';

test('operators see what died last and why, and nobody else does', async () => {
  const { database } = stack.container;
  await ensureContainers(database, [deadLettersContainer]);
  const letters = database.container(deadLettersContainer.id);
  for (const [index, functionName] of ['evaluate-activity', 'push-alerts', 'dispatch-alerts'].entries())
    await letters.items.create({
      id: `l${index}`,
      functionName,
      reason: { name: 'TypeError', message: `no ${index}` },
      attempts: 9,
      diedAt: `2026-06-0${index + 1}T00:00:00.000Z`,
      payload: '{"userId":"ada"}',
      isWhole: true,
    });
  const { deadLetters } = dataOf<{ deadLetters: readonly object[] }>(await stack.execute(operator, query));
  const about = { attempts: 9, isWhole: true };
  assert.deepEqual(deadLetters, [
    {
      id: 'l2',
      functionName: 'dispatch-alerts',
      reason: 'TypeError: no 2',
      diedAt: '2026-06-03T00:00:00.000Z',
      ...about,
    },
    {
      id: 'l1',
      functionName: 'push-alerts',
      reason: 'TypeError: no 1',
      diedAt: '2026-06-02T00:00:00.000Z',
      ...about,
    },
  ]);
  assert.deepEqual(codesOf(await stack.execute('ada', query)), ['FORBIDDEN']);
  const replay = 'mutation { replayDeadLetters(functionName: "push-alerts") { replayed } }';
  assert.deepEqual(codesOf(await stack.execute('ada', replay)), ['FORBIDDEN']);
  assert.deepEqual(
    codesOf(await stack.execute(operator, replay)),
    ['REPLAY_UNAVAILABLE'],
    'no functions are named',
  );
});

test('the functions are asked to replay, with their key', async () => {
  const server = createServer(({ url, method, headers }, response) => {
    const isGood = url === '/api/dead-letters/a%2Fb/replay' && headers['x-functions-key'] === 'key';
    response.writeHead(isGood && method === 'POST' ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ replayed: 2, buried: 1, hasMore: false }));
  }).listen(0, '127.0.0.1');
  after(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  const url = `http://127.0.0.1:${port}`;
  assert.deepEqual(await createReplay({ url, key: 'key' })('a/b'), {
    replayed: 2,
    buried: 1,
    hasMore: false,
  });
  await assert.rejects(createReplay({ url, key: 'other' })('a/b'), /cannot be replayed/);
  await assert.rejects(createReplay({ url: 'http://127.0.0.1:1', key: 'key' })('a/b'), /cannot be replayed/);
});
