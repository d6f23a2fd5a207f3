import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import { type OutboxDocument, toOutboxDocument } from '@headgate/alerting/outbox-document.ts';
import type { DeadLetter } from './dead-letter.ts';
import { dispatchAlerts } from './dispatch-alerts.ts';

const entries = [1, 2].map((sequence) =>
  toOutboxDocument({ type: 'alert', id: `alert-${sequence}`, userId: 'ada', sequence } as AlertDocument),
);
const others = [
  { type: 'state', id: 'state' },
  { ...entries[0], sentAt: '2026-03-01T12:00:00.000Z' },
  { type: 'alert', id: 'alert-1', status: 'RAISED' },
];

async function run(
  fails: 'publish' | 'markSent' | 'nothing',
  isLastAttempt = false,
  documents: readonly object[] = [...others, ...entries],
) {
  const log: string[] = [];
  const ages: string[] = [];
  const act = async (name: typeof fails, ids: readonly string[]) => {
    log.push(`${name} ${ids}`);
    if (fails === name) throw new Error('away');
  };
  const dependencies = {
    publish: (alerts: readonly AlertDocument[]) =>
      act(
        'publish',
        alerts.map(({ id }) => id),
      ),
    markSent: (sent: readonly OutboxDocument[]) =>
      act(
        'markSent',
        sent.map(({ alert }) => alert.id),
      ),
    observeAge: ({ raisedAt }: Pick<AlertDocument, 'raisedAt'>) => void ages.push(raisedAt),
    bury: async ({ document }: DeadLetter) => void log.push(`bury ${(document as OutboxDocument).alert.id}`),
  };
  const delivery = { documents, functionName: 'dispatch-alerts', attempt: 1, isLastAttempt };
  await dispatchAlerts(dependencies, delivery).catch(() => log.push('failed'));
  return Object.assign(log, { ages: ages.length });
}

test('what is not sent yet is published in order, then marked', async () => {
  assert.deepEqual([...(await run('nothing'))], ['publish alert-1,alert-2', 'markSent alert-1,alert-2']);
});

test('the age of an alert is observed when it is published, and not before', async () => {
  assert.equal((await run('nothing')).ages, 2);
  assert.equal((await run('publish')).ages, 0);
});

test('nothing is marked that was not published', async () => {
  assert.deepEqual([...(await run('publish'))], ['publish alert-1,alert-2', 'failed']);
});

test('on the last attempt what could not be sent becomes dead letters', async () => {
  assert.deepEqual((await run('publish', true)).slice(1), ['bury alert-1', 'bury alert-2']);
  assert.deepEqual((await run('markSent', true)).slice(2), ['bury alert-1', 'bury alert-2']);
});

test('alerts that were acknowledged or resolved are published, and there is nothing to mark', async () => {
  const changed = [{ type: 'alert', id: 'alert-1', status: 'RESOLVED' }];
  assert.deepEqual([...(await run('nothing', false, changed))], ['publish alert-1', 'markSent ']);
});
