import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ActivityEvent } from './activity-event.ts';
import { evaluateActivityBatch } from './evaluate-activity-batch.ts';
import { evaluateSilence } from './evaluate-silence.ts';
import type { RuleDocument } from './rule-document.ts';
import { sampleEvent } from './test-support/sample-event.ts';
import { sampleRule } from './test-support/sample-rule.ts';
import { createUserState, type UserStateDocument } from './user-state-document.ts';

const condition = { kind: 'inactivity', activityKind: null, afterSeconds: 600 } as const;
const rule = sampleRule({ condition });
const minute = (count: number) => sampleEvent(count, 0).at;
const event = (count: number) => sampleEvent(count, 0);

function evaluate(state: UserStateDocument, events: readonly ActivityEvent[], rules = [rule]) {
  return evaluateActivityBatch({
    rules,
    coefficients: null,
    state,
    progress: null,
    events,
    maxAlerts: 49,
    raisedAt: '2026-03-01T13:00:00.000Z',
  });
}

const check = (state: UserStateDocument, now: number, rules: readonly RuleDocument[] = [rule]) =>
  evaluateSilence({ rules, coefficients: null, state, now });

test('silence is reported once, when no event in time can come late any more', () => {
  const { state } = evaluate(createUserState('ada'), [event(0)]);
  assert.equal(state.dueAt, new Date(minute(12)).toISOString());
  assert.equal(check(state, minute(12) - 1).changed, false);
  const due = check(state, minute(12));
  assert.deepEqual(
    due.alerts.map(({ activityId, message, sequence }) => [activityId, message, sequence]),
    [['event-0', 'Square: nothing has happened for too long.', 1]],
  );
  assert.equal(due.state.dueAt, null);
  assert.equal(check(due.state, minute(60)).changed, false);
});

test('silence that the clock has reported is not reported by the event that ends it, nor by a late one', () => {
  const { state } = evaluate(createUserState('ada'), [event(0)]);
  const silent = check(state, minute(12)).state;
  const ended = evaluate(silent, [event(20)]);
  assert.deepEqual(ended.alerts, []);
  assert.equal(ended.state.dueAt, new Date(minute(32)).toISOString());
  const again = check(ended.state, minute(32));
  assert.equal(again.alerts.length, 1);
  assert.deepEqual(evaluate(again.state, [event(19)]).alerts, []);
});

test('silence that the clock has missed is reported by the event that ends it, as the same alert', () => {
  const { state } = evaluate(createUserState('ada'), [event(0)]);
  const byClock = check(state, minute(12)).alerts;
  const byEvent = evaluate(state, [event(20)]).alerts;
  assert.deepEqual(
    byEvent.map(({ id }) => id),
    byClock.map(({ id }) => id),
  );
});

test('a paused rule, and one that is gone, report nothing and are not looked at again', () => {
  const { state } = evaluate(createUserState('ada'), [event(0)]);
  for (const rules of [[{ ...rule, paused: true }], []]) {
    const { alerts, state: after } = check(state, minute(12), rules);
    assert.deepEqual([alerts, after.dueAt], [[], null]);
  }
});

test('a rule that is silent after an alert is so by the clock too', () => {
  const quiet = { ...rule, cooldownSeconds: 3600 };
  const { state } = evaluate(createUserState('ada'), [event(0), event(20)], [quiet]);
  assert.deepEqual(check(state, minute(32), [quiet]).alerts, []);
});
