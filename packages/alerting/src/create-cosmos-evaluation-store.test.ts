import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectCosmos } from '@headgate/cosmos/connect-cosmos.ts';
import { ensureContainers } from '@headgate/cosmos/ensure-containers.ts';
import { startLocalCosmos } from '@headgate/local-cosmos/start-local-cosmos.ts';
import type { AlertDocument } from './alert-document.ts';
import { alertsContainer } from './alerting-containers.ts';
import { createCosmosEvaluationStore } from './create-cosmos-evaluation-store.ts';
import { createProgressCache } from './create-progress-cache.ts';
import { evaluateUserActivity, evaluateUserSilence } from './evaluate-user-activity.ts';
import type { EvaluationStore } from './evaluation-store.ts';
import type { OutboxDocument } from './outbox-document.ts';
import { sampleEvent } from './test-support/sample-event.ts';
import { sampleCondition, sampleRule } from './test-support/sample-rule.ts';

const now = () => Date.UTC(2026, 2, 1, 13);

async function start() {
  const stack = new AsyncDisposableStack();
  const { connectionString } = stack.use(await startLocalCosmos());
  const account = { signInWith: 'key', connectionString } as const;
  const { database } = stack.use(connectCosmos({ account, databaseId: 'test' }));
  await ensureContainers(database, [alertsContainer]);
  const container = database.container(alertsContainer.id);
  const read = async <Document>(type: string) => {
    const query = `SELECT * FROM c WHERE c.type = "${type}"`;
    const found = await container.items.query<Document>(query, { partitionKey: 'ada' }).fetchAll();
    return found.resources;
  };
  return {
    container,
    store: createCosmosEvaluationStore(container),
    cache: createProgressCache(),
    alerts: async () => (await read<AlertDocument>('alert')).toSorted((a, b) => a.sequence - b.sequence),
    outbox: () => read<OutboxDocument>('outbox'),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

const walk = Array.from({ length: 12 }, (_, minute) => sampleEvent(minute, minute % 2 ? 500 : 0));

test('state, alerts and outbox entries are committed together', async () => {
  await using stack = await start();
  await stack.container.items.create(sampleRule());
  const raised = await evaluateUserActivity({ ...stack, now }, 'ada', walk);
  const alerts = await stack.alerts();
  assert.deepEqual(
    alerts.map(({ id, sequence }) => [id, sequence]),
    raised.map(({ id }, index) => [id, index + 1]),
  );
  assert.equal(alerts.length, 6);
  const outbox = await stack.outbox();
  assert.deepEqual(new Set(outbox.map(({ alert }) => alert.id)), new Set(raised.map(({ id }) => id)));
  assert((await stack.store.load('ada')).state.lastSequence === 6);
});

test('events of a user without rules are read and leave no trace', async () => {
  await using stack = await start();
  assert.deepEqual(await evaluateUserActivity({ ...stack, now }, 'ada', walk), []);
  assert.equal((await stack.store.load('ada')).etag, null);
});

test('the same events again raise nothing', async () => {
  await using stack = await start();
  await stack.container.items.create(sampleRule());
  await evaluateUserActivity({ ...stack, now }, 'ada', walk);
  assert.deepEqual(await evaluateUserActivity({ ...stack, now }, 'ada', walk), []);
});

test('more alerts than one transaction holds are committed in several', async () => {
  await using stack = await start();
  const transitions = ['ENTER', 'EXIT'] as const;
  for (let n = 0; n < 30; n++) {
    const condition = { ...sampleCondition, transition: transitions[n % 2] ?? 'ENTER' };
    await stack.container.items.create(sampleRule({ id: `rule-${n}`, condition }));
  }
  const raised = await evaluateUserActivity({ ...stack, now }, 'ada', walk);
  assert.equal(raised.length, 12 * 15);
  assert.deepEqual(
    (await stack.alerts()).map(({ sequence }) => sequence),
    Array.from({ length: 180 }, (_, index) => index + 1),
  );
});

test('evaluations of one user at the same time raise each alert once', async () => {
  await using stack = await start();
  await stack.container.items.create(sampleRule());
  const runs = Array.from({ length: 5 }, () => evaluateUserActivity({ ...stack, now }, 'ada', walk));
  const raised = (await Promise.all(runs)).flat();
  assert.equal(raised.length, 6);
  assert.equal((await stack.alerts()).length, 6);
});

test('a commit on a state that has changed, or that is there already, changes nothing', async () => {
  await using stack = await start();
  await stack.container.items.create(sampleRule());
  const before = await stack.store.load('ada');
  await evaluateUserActivity({ ...stack, now }, 'ada', walk.slice(0, 1));
  const stored = await stack.store.load('ada');
  await evaluateUserActivity({ ...stack, now }, 'ada', walk.slice(1, 2));
  const alert = { ...(await stack.alerts())[0], id: 'another' } as AlertDocument;
  for (const { state, etag } of [before, stored]) {
    assert.equal(await stack.store.commit({ state, etag, alerts: [alert] }), null);
  }
  assert.equal((await stack.alerts()).length, 1);
});

test('a crash after the commit, before anybody heard of it, raises nothing twice', async () => {
  await using stack = await start();
  await stack.container.items.create(sampleRule());
  const crashing: EvaluationStore = {
    ...stack.store,
    async commit(commit) {
      await stack.store.commit(commit);
      throw new Error('crashed');
    },
  };
  await assert.rejects(evaluateUserActivity({ ...stack, store: crashing, now }, 'ada', walk), /crashed/);
  assert.deepEqual(await evaluateUserActivity({ ...stack, now }, 'ada', walk), []);
  assert.equal((await stack.alerts()).length, 6);
});

test('a user of whom nothing has come for too long is due, once', async () => {
  await using stack = await start();
  const condition = { kind: 'inactivity', activityKind: null, afterSeconds: 600 } as const;
  await stack.container.items.create(sampleRule({ condition }));
  await evaluateUserActivity({ ...stack, now }, 'ada', [sampleEvent(0, 0)]);
  assert.deepEqual(await stack.store.listDue(sampleEvent(11, 0).at, 10), []);
  assert.deepEqual(await stack.store.listDue(now(), 10), ['ada']);
  const raised = await evaluateUserSilence({ ...stack, now }, 'ada');
  assert.equal(raised.length, 1);
  assert.deepEqual(
    (await stack.alerts()).map(({ id }) => id),
    raised.map(({ id }) => id),
  );
  assert.deepEqual(await stack.store.listDue(now(), 10), []);
  assert.deepEqual(await evaluateUserSilence({ ...stack, now }, 'ada'), []);
});

test('a state document of an earlier form keeps its numbering', async () => {
  await using stack = await start();
  await stack.container.items.create({
    type: 'state',
    id: 'state',
    userId: 'ada',
    lastSequence: 7,
    rules: {},
  });
  await stack.container.items.create(sampleRule());
  const [alert] = await evaluateUserActivity({ ...stack, now }, 'ada', walk.slice(0, 1));
  assert.equal(alert?.sequence, 8);
});
