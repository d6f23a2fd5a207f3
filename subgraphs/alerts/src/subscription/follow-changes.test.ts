import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertDocument, AlertStatus } from '@headgate/alerting/alert-document.ts';
import { iterateUntilReturned } from '@headgate/subgraph-server/iterate-until-returned.ts';
import type { AlertFeed, AlertListener } from '../feed/alert-feed.ts';
import type { AlertStore } from '../stores/create-alert-store.ts';
import { sampleAlert } from '../test-support/raise-alerts.ts';
import { followChanges } from './follow-changes.ts';

const alert = (sequence: number, status: AlertStatus) => sampleAlert('ada', sequence, { status });

function follow(stored: readonly AlertDocument[] = []) {
  let tell: AlertListener = () => undefined;
  let stopped = false;
  const feed = {
    listen(_userId: string, listener: AlertListener) {
      tell = listener;
      return () => {
        stopped = true;
      };
    },
  } as Partial<AlertFeed> as AlertFeed;
  const alerts = { listChanged: async () => stored } as Partial<AlertStore> as AlertStore;
  const now = () => Date.UTC(2026, 2, 1);
  const changes = iterateUntilReturned((signal) => followChanges({ alerts, feed, now }, 'ada', signal));
  return {
    changes,
    tell: (...told: readonly AlertDocument[]) => {
      for (const each of told) tell({ kind: 'alert', alert: each });
    },
    tellMissed: () => tell({ kind: 'missed' }),
    isStopped: () => stopped,
  };
}

async function take(changes: AsyncGenerator<AlertDocument, void>, count: number): Promise<string[]> {
  const taken: string[] = [];
  while (taken.length < count) {
    const { value } = await changes.next();
    if (value) taken.push(`${value.sequence} ${value.status}`);
  }
  return taken;
}

test('each status of an alert comes once, and never an earlier one after the last', async () => {
  const { changes, tell } = follow();
  const taken = take(changes, 3);
  tell(alert(1, 'RAISED'), alert(1, 'ACKNOWLEDGED'), alert(1, 'ACKNOWLEDGED'), alert(1, 'RESOLVED'));
  tell(alert(1, 'ACKNOWLEDGED'), alert(2, 'RESOLVED'));
  assert.deepEqual(await taken, ['1 ACKNOWLEDGED', '1 RESOLVED', '2 RESOLVED']);
});

test('what the feed has missed comes from the store, once', async () => {
  const { changes, tell, tellMissed } = follow([alert(1, 'RESOLVED'), alert(2, 'ACKNOWLEDGED')]);
  const taken = take(changes, 2);
  tellMissed();
  assert.deepEqual(await taken, ['1 RESOLVED', '2 ACKNOWLEDGED']);
  const more = take(changes, 1);
  tell(alert(2, 'ACKNOWLEDGED'), alert(2, 'RESOLVED'));
  assert.deepEqual(await more, ['2 RESOLVED']);
});

test('leaving stops listening', async () => {
  const { changes, tell, isStopped } = follow();
  const taken = take(changes, 1);
  tell(alert(1, 'RESOLVED'));
  await taken;
  await changes.return();
  assert(isStopped());
});
