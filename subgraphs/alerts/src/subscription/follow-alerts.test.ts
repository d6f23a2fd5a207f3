import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import { iterateUntilReturned } from '@headgate/subgraph-server/iterate-until-returned.ts';
import fc from 'fast-check';
import type { AlertFeed, AlertListener } from '../feed/alert-feed.ts';
import type { AlertStore } from '../stores/create-alert-store.ts';
import { sampleAlert } from '../test-support/raise-alerts.ts';
import { followAlerts } from './follow-alerts.ts';

/** Alerts of one user in memory, and a feed that tells what a test says. */
function createSource() {
  const stored: AlertDocument[] = [];
  let listener: AlertListener | undefined;
  const alerts: Pick<AlertStore, 'listAfter' | 'lastSequence'> = {
    listAfter: async (_userId, after, limit) =>
      stored.filter(({ sequence }) => sequence > after).slice(0, limit),
    lastSequence: async () => stored.length,
  };
  const feed: Pick<AlertFeed, 'listen'> = {
    listen(_userId, given) {
      listener = given;
      return () => {
        listener = undefined;
      };
    },
  };
  return {
    alerts: alerts as AlertStore,
    feed: feed as AlertFeed,
    raise: (count = 1) => {
      for (let n = 0; n < count; n++) stored.push(sampleAlert('ada', stored.length + 1));
    },
    tell: (sequence: number) => listener?.({ kind: 'alert', alert: sampleAlert('ada', sequence) }),
    tellMissed: () => listener?.({ kind: 'missed' }),
    isListenedTo: () => listener !== undefined,
  };
}

const follow = (source: ReturnType<typeof createSource>, after: number | null) =>
  iterateUntilReturned((signal) => followAlerts(source, { userId: 'ada', after, signal }));

async function take(alerts: AsyncGenerator<AlertDocument>, count: number): Promise<number[]> {
  const taken: number[] = [];
  while (taken.length < count) taken.push((await alerts.next()).value.sequence);
  return taken;
}

test('with a cursor it begins after it, without one it begins now', async () => {
  const source = createSource();
  source.raise(3);
  const resumed = follow(source, 1);
  assert.deepEqual(await take(resumed, 2), [2, 3]);
  await resumed.return();
  const fresh = follow(source, null);
  const next = fresh.next();
  await setImmediatePromise();
  source.raise();
  source.tell(4);
  assert.equal((await next).value?.sequence, 4);
});

test('a replay of several pages is complete', async () => {
  const source = createSource();
  source.raise(250);
  assert.deepEqual((await take(follow(source, 0), 250)).at(-1), 250);
});

test('what is raised during the replay comes once', async () => {
  const source = createSource();
  source.raise(2);
  const alerts = follow(source, 0);
  assert.deepEqual(await take(alerts, 1), [1]);
  source.raise(2);
  source.tell(3);
  source.tell(4);
  assert.deepEqual(await take(alerts, 3), [2, 3, 4]);
});

test('leaving ends a wait that nothing else would end, and stops listening', async () => {
  const source = createSource();
  const alerts = follow(source, 0);
  const pending = alerts.next();
  await setImmediatePromise();
  assert(source.isListenedTo());
  await alerts.return();
  assert.deepEqual(await pending, { done: true, value: undefined });
  assert(!source.isListenedTo());
});

test('whatever the feed loses, repeats or mixes up, each alert comes once and in order', async () => {
  const action = fc.oneof(
    fc.record({ kind: fc.constant('raise' as const), count: fc.integer({ min: 1, max: 150 }) }),
    fc.record({ kind: fc.constant('tell' as const), back: fc.integer({ min: 0, max: 5 }) }),
    fc.record({ kind: fc.constant('missed' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 30 }), fc.nat(3), async (actions, before) => {
      const source = createSource();
      source.raise(before);
      const alerts = follow(source, 0);
      const seen: number[] = [];
      let raised = before;
      const collecting = (async () => {
        for await (const { sequence } of alerts) seen.push(sequence);
      })();
      await setImmediatePromise();
      for (const each of actions) {
        if (each.kind === 'raise') {
          source.raise(each.count);
          raised += each.count;
        } else if (each.kind === 'tell' && raised > each.back) source.tell(raised - each.back);
        else source.tellMissed();
        if (each.kind !== 'raise') await setImmediatePromise();
      }
      source.tellMissed();
      while (seen.length < raised) await setImmediatePromise();
      await alerts.return();
      await collecting;
      assert.deepEqual(
        seen,
        Array.from({ length: raised }, (_, index) => index + 1),
      );
    }),
    { numRuns: 100 },
  );
});

function setImmediatePromise(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
