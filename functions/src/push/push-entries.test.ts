import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RestError } from '@azure/core-rest-pipeline';
import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import { type OutboxDocument, type PushMark, toOutboxDocument } from '@headgate/alerting/outbox-document.ts';
import { commonErrors } from '@headgate/service/common-errors.ts';
import type { DeadLetter } from '../dead-letter.ts';
import type { NotificationTarget } from './decide-push.ts';
import { pushAlerts } from './push-alerts.ts';
import type { PushDependencies } from './push-entries.ts';
import { pushHeldAlerts } from './push-held-alerts.ts';

const startMs = Date.UTC(2026, 0, 11, 12);
const minuteMs = 60_000;
const preferences = { pushEnabled: true, minSeverity: 'INFO', quietHours: null } as const;

function createAlert(id: string, userId = 'ada', changes: Partial<AlertDocument> = {}): AlertDocument {
  const raisedAt = new Date(startMs).toISOString();
  return {
    type: 'alert',
    id,
    userId,
    severity: 'INFO',
    status: 'RAISED',
    raisedAt,
    ...changes,
  } as AlertDocument;
}

const hubError = (statusCode: number, message = `status ${statusCode}`) =>
  new RestError(message, { statusCode });

/** Outbox entries, users and a hub in memory; `fail` tells what sending an alert throws. */
function start(alerts: readonly AlertDocument[], fail: (id: string) => Error | undefined = () => undefined) {
  const entries = new Map(alerts.map((alert) => [alert.id, toOutboxDocument(alert)]));
  const current = new Map(alerts.map((alert) => [alert.id, alert]));
  const targets = new Map<string, NotificationTarget>();
  for (const { userId } of alerts)
    targets.set(userId, { userId, timeZone: 'UTC', hasDevices: true, preferences });
  const sent: string[] = [];
  const buried: DeadLetter[] = [];
  const clock = { now: startMs };
  const dependencies: PushDependencies = {
    push: {
      findTargets: async () => targets,
      store: {
        async load({ alert: { id } }) {
          const [entry, alert] = [entries.get(id), current.get(id)];
          return entry && alert && { entry, alert };
        },
        async mark({ alert: { id } }, mark) {
          const entry = entries.get(id);
          if (entry) entries.set(id, { ...entry, push: mark });
        },
        listHeld: async (now) =>
          [...entries.values()].filter(({ push }) => push?.phase === 'held' && Date.parse(push.until) <= now),
      },
      async send({ id }) {
        const error = fail(id);
        if (error) throw error;
        sent.push(id);
        return `notification of ${id}`;
      },
    },
    bury: async (letter) => void buried.push(letter),
    now: () => clock.now,
  };
  const documents: readonly OutboxDocument[] = [...entries.values()];
  return {
    dependencies,
    sent,
    buried,
    clock,
    current,
    targets,
    /** Gives the feed's page, as it was at first, to the function again. */
    async push(attempt = 1): Promise<Error | undefined> {
      const delivery = { documents, functionName: 'push-alerts', attempt, isLastAttempt: false };
      return pushAlerts(dependencies, delivery).then(
        () => undefined,
        (error: Error) => error,
      );
    },
    forbidStore() {
      const forbidden = () => Promise.reject(new Error('The store was asked.'));
      Object.assign(dependencies.push.store, { load: forbidden, mark: forbidden });
    },
    pushHeld: () => pushHeldAlerts(dependencies),
    markOf: (id: string): PushMark | undefined => entries.get(id)?.push,
    phases: () => [...entries.values()].map(({ push }) => push?.phase),
  };
}

test('each user’s alerts are pushed in order, and not again when the page comes again', async () => {
  const stack = start([createAlert('a1'), createAlert('b1', 'ben'), createAlert('a2'), createAlert('a3')]);
  await stack.push();
  await stack.push();
  assert.deepEqual(
    stack.sent.filter((id) => id.startsWith('a')),
    ['a1', 'a2', 'a3'],
  );
  assert.equal(stack.sent.length, 4);
  assert.deepEqual(stack.markOf('b1'), {
    phase: 'sent',
    at: '2026-01-11T12:00:00.000Z',
    notificationId: 'notification of b1',
  });
});

test('what is not pushed is marked with the reason', async () => {
  const stack = start([createAlert('a', 'ada', { status: 'RESOLVED' })]);
  await stack.push();
  assert.deepEqual(stack.markOf('a'), { phase: 'omitted', at: '2026-01-11T12:00:00.000Z', why: 'seen' });
});

test('an alert that is for no device costs the database nothing', async () => {
  const stack = start([createAlert('a', 'ada', { channels: [] }), createAlert('b', 'ben')]);
  stack.targets.delete('ben');
  stack.forbidStore();
  assert.equal(await stack.push(), undefined);
  assert.deepEqual(stack.phases(), [undefined, undefined]);
});

test('a failure that passes is tried again by the host, and the others are pushed once', async () => {
  let failures = 1;
  const stack = start([createAlert('a'), createAlert('b', 'ben')], (id) =>
    id === 'a' && failures-- > 0 ? hubError(429) : undefined,
  );
  assert.match(String(await stack.push()), /1 alerts could not be pushed now: .*429/);
  assert.equal(await stack.push(2), undefined);
  assert.deepEqual(stack.sent, ['b', 'a']);
});

test('when the host has tried often enough, the alert is held and the feed goes on', async () => {
  let isAway = true;
  const stack = start([createAlert('a')], () => (isAway ? hubError(503) : undefined));
  for (const attempt of [1, 2]) assert(await stack.push(attempt));
  assert.equal(await stack.push(3), undefined);
  assert.deepEqual(stack.markOf('a'), {
    phase: 'held',
    until: '2026-01-11T12:00:15.000Z',
    tries: 1,
    reason: 'status 503',
  });
  assert.equal(await stack.pushHeld(), 0);
  stack.clock.now += minuteMs;
  assert.equal(await stack.pushHeld(), 1);
  assert.deepEqual(stack.markOf('a'), {
    phase: 'held',
    until: '2026-01-11T12:01:30.000Z',
    tries: 2,
    reason: 'status 503',
  });
  isAway = false;
  stack.clock.now += minuteMs;
  await stack.pushHeld();
  assert.deepEqual([stack.sent, stack.phases()], [['a'], ['sent']]);
});

test('a hub that wants to be left alone for long is', async () => {
  const busy = hubError(429);
  Object.assign(busy, { response: { headers: { get: () => '120' } } });
  const stack = start([createAlert('a')], () => busy);
  assert.equal(await stack.push(1), undefined);
  assert.deepEqual(stack.markOf('a'), {
    phase: 'held',
    until: '2026-01-11T12:02:00.000Z',
    tries: 1,
    reason: 'status 429',
  });
});

test('what the hub can never accept becomes a dead letter, and comes again by a replay', async () => {
  let isBroken = true;
  const stack = start([createAlert('a'), createAlert('b', 'ben')], (id) =>
    id === 'a' && isBroken ? hubError(400, 'the tag is not valid') : undefined,
  );
  assert.equal(await stack.push(), undefined);
  assert.deepEqual(stack.sent, ['b']);
  assert.deepEqual(
    stack.buried.map(({ functionName, document, error }) => [functionName, document, String(error)]),
    [['push-alerts', toOutboxDocument(createAlert('a')), 'RestError: the tag is not valid']],
  );
  assert.partialDeepStrictEqual(stack.markOf('a'), { phase: 'failed', reason: 'the tag is not valid' });
  isBroken = false;
  await stack.push();
  assert.deepEqual(stack.sent, ['b', 'a']);
});

test('what fails for a day and a half becomes a dead letter', async () => {
  const stack = start([createAlert('a')], () => hubError(503));
  await stack.push(3);
  stack.clock.now += 37 * 60 * minuteMs;
  await stack.pushHeld();
  assert.deepEqual(stack.phases(), ['failed']);
  assert.match(String(stack.buried[0]?.error), /could not be pushed in time: status 503/);
});

test('accounts that does not answer is waited for as the hub is', async () => {
  const stack = start([createAlert('a')]);
  const { findTargets } = stack.dependencies.push;
  const push = { ...stack.dependencies.push, findTargets: () => Promise.reject(new Error('away')) };
  const delivery = {
    documents: [toOutboxDocument(createAlert('a'))],
    functionName: 'push-alerts',
    isLastAttempt: false,
  };
  const run = (attempt: number) => pushAlerts({ ...stack.dependencies, push }, { ...delivery, attempt });
  await assert.rejects(run(1), /accounts does not answer: Error: away/);
  await run(3);
  assert.deepEqual(stack.phases(), ['held']);
  stack.clock.now += minuteMs;
  assert((await findTargets(['ada'])).has('ada'));
  await stack.pushHeld();
  assert.deepEqual(stack.sent, ['a']);
});

test('a database that is away fails the page until it is back', async () => {
  const stack = start([createAlert('a')]);
  const load = () => Promise.reject(commonErrors.create('SERVICE_UNAVAILABLE'));
  const store = { ...stack.dependencies.push.store, load, mark: load };
  const push = { ...stack.dependencies.push, store };
  const documents = [toOutboxDocument(createAlert('a'))];
  for (const attempt of [1, 3, 8]) {
    const delivery = { documents, functionName: 'push-alerts', attempt, isLastAttempt: attempt === 8 };
    await assert.rejects(pushAlerts({ ...stack.dependencies, push }, delivery), /not available/);
  }
  assert.deepEqual(stack.buried, []);
});

test('an alert of the night is pushed in the morning, unless somebody has seen it by then', async () => {
  const stack = start([
    createAlert('a'),
    createAlert('b'),
    createAlert('c', 'ada', { severity: 'CRITICAL' }),
  ]);
  const quietHours = { start: '10:00', end: '12:30', policy: 'HOLD' } as const;
  const known = stack.targets.get('ada');
  assert(known);
  stack.targets.set('ada', { ...known, preferences: { ...preferences, quietHours } });
  await stack.push();
  assert.deepEqual(stack.sent, ['c']);
  assert.deepEqual(stack.markOf('a'), {
    phase: 'held',
    until: '2026-01-11T12:30:00.000Z',
    tries: 0,
    reason: null,
  });
  stack.current.set('b', createAlert('b', 'ada', { status: 'ACKNOWLEDGED' }));
  stack.clock.now += 30 * minuteMs;
  assert.equal(await stack.pushHeld(), 2);
  assert.deepEqual(stack.sent, ['c', 'a']);
  assert.partialDeepStrictEqual(stack.markOf('b'), { phase: 'omitted', why: 'seen' });
});
