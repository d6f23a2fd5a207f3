import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ActivityEvent } from './activity-event.ts';
import type { AlertDocument } from './alert-document.ts';
import { evaluateActivityBatch } from './evaluate-activity-batch.ts';
import type { EvaluationProgress } from './evaluation-progress.ts';
import type { ThresholdCondition } from './rule-document.ts';
import { sampleEvent } from './test-support/sample-event.ts';
import { sampleCondition, sampleRule } from './test-support/sample-rule.ts';
import { createUserState } from './user-state-document.ts';

const raisedAt = '2026-03-01T13:00:00.000Z';
const exitRule = sampleRule({ id: 'rule-2', condition: { ...sampleCondition, transition: 'EXIT' } });
const there = (minute: number) => sampleEvent(minute, 0);
const away = (minute: number) => sampleEvent(minute, 500);

function evaluate(events: readonly ActivityEvent[], changes: object = {}) {
  const batch = {
    rules: [sampleRule()],
    coefficients: null,
    state: createUserState('ada'),
    progress: null,
    events,
  };
  return evaluateActivityBatch({ ...batch, maxAlerts: 49, raisedAt, ...changes });
}

test('a transition raises the alerts of the rules that wait for it, numbered in order', () => {
  const { alerts, state } = evaluate([there(0), away(1), there(2)], { rules: [sampleRule(), exitRule] });
  assert.deepEqual(
    alerts.map(({ sequence, ruleId, activityId, message }) => [sequence, ruleId, activityId, message]),
    [
      [1, 'rule-1', 'event-0', 'Square: entered the area.'],
      [2, 'rule-2', 'event-1', 'Square: left the area.'],
      [3, 'rule-1', 'event-2', 'Square: entered the area.'],
    ],
  );
  assert.equal(state.lastSequence, 3);
  assert.equal(new Set(alerts.map(({ id }) => id)).size, 3);
});

test('during its cooldown, in event time, a rule is silent', () => {
  const rules = [sampleRule({ cooldownSeconds: 180 })];
  const { alerts } = evaluate([there(0), away(1), there(2), away(3), there(4)], { rules });
  assert.deepEqual(
    alerts.map(({ activityId }) => activityId),
    ['event-0', 'event-4'],
  );
});

test('a paused rule goes on following the user and raises nothing', () => {
  const paused = evaluate([there(0)], { rules: [sampleRule({ paused: true })] });
  assert.equal(paused.alerts.length, 0);
  const resumed = evaluate([there(1), away(2), there(3)], { state: paused.state });
  assert.deepEqual(
    resumed.alerts.map(({ activityId }) => activityId),
    ['event-3'],
  );
});

test('progress under rules that have changed since is left alone', () => {
  const { state, progress } = evaluate([there(0)]);
  const renamed = evaluate([away(1)], { state, progress, rules: [exitRule] });
  assert.deepEqual(renamed.alerts, evaluate([away(1)], { state, rules: [exitRule] }).alerts);
  const louder = evaluate([away(1), there(2)], {
    state,
    progress,
    rules: [sampleRule({ severity: 'CRITICAL' })],
  });
  assert.deepEqual(
    louder.alerts.map(({ activityId, severity }) => [activityId, severity]),
    [['event-2', 'CRITICAL']],
  );
});

test('a new version of a rule begins anew, with the events that come after it', () => {
  const first = evaluate([there(0)]);
  const second = evaluate([there(0)], { state: first.state, rules: [sampleRule({ version: 2 })] });
  assert.deepEqual(second.alerts, []);
  const third = evaluate([there(1)], { state: second.state, rules: [sampleRule({ version: 2 })] });
  assert.equal(third.alerts.length, 1);
});

test('the state of a rule that is no more is dropped', () => {
  const { state } = evaluate([there(0)], { rules: [sampleRule(), exitRule] });
  const after = evaluate([away(1)], { state, rules: [exitRule] });
  assert.deepEqual(Object.keys(after.state.rules), ['rule-2']);
});

test('events that are known, and events of a user without rules, leave nothing to commit', () => {
  const { state } = evaluate([there(0)]);
  assert.equal(evaluate([there(0)], { state }).changed, false);
  assert.equal(evaluate([there(0)], { rules: [] }).changed, false);
});

test('alerts that are too many for one transaction come with the same events again', () => {
  const events = Array.from({ length: 9 }, (_, minute) => (minute % 2 ? away(minute) : there(minute)));
  const first = evaluate(events, { maxAlerts: 3 });
  const second = evaluate(events, { maxAlerts: 3, state: first.state });
  assert.deepEqual([first.isComplete, second.isComplete], [false, true]);
  assert.deepEqual([...first.alerts, ...second.alerts], evaluate(events).alerts);
  assert.deepEqual(second.state, evaluate(events).state);
});

test('an event that comes late finds its place, and what it changes is raised', () => {
  const rules = [sampleRule(), exitRule];
  const { state } = evaluate([there(0), away(2)], { rules });
  const late = evaluate([away(1)], { rules, state });
  assert.deepEqual(
    late.alerts.map(({ ruleId, activityId, sequence }) => [ruleId, activityId, sequence]),
    [['rule-2', 'event-1', 3]],
  );
});

test('an event that comes later than the bound changes nothing', () => {
  const { state } = evaluate([away(0), away(9), away(12)]);
  assert.equal(evaluate([there(8)], { state }).changed, false);
  assert.equal(evaluate([sampleEvent(11, 0)], { state }).alerts.length, 1);
});

test('a rule looks at events that come after it, however long ago they happened', () => {
  const { state } = evaluate([there(50), there(60)]);
  const { alerts } = evaluate([there(0), away(1)], { state, rules: [sampleRule(), exitRule] });
  assert.deepEqual(
    alerts.map(({ ruleId, activityId }) => [ruleId, activityId]),
    [['rule-2', 'event-1']],
  );
});

test('however the feed cuts and repeats the events, the alerts are the same', () => {
  const walk = fc
    .array(fc.integer({ min: -250, max: 250 }), { minLength: 1, maxLength: 40 })
    .map((positions) => positions.map((meters, minute) => sampleEvent(minute, meters)));
  const cuts = fc.array(fc.record({ size: fc.integer({ min: 1, max: 7 }), again: fc.boolean() }));
  const rules = [sampleRule({ cooldownSeconds: 120 }), exitRule];
  fc.assert(
    fc.property(walk, cuts, (events, pages) => {
      let state = createUserState('ada');
      const alerts: AlertDocument[] = [];
      const feed = (page: readonly ActivityEvent[]) => {
        const evaluation = evaluate(page, { rules, state });
        state = evaluation.state;
        alerts.push(...evaluation.alerts);
      };
      let from = 0;
      for (const { size, again } of pages) {
        feed(events.slice(from, from + size));
        if (again) feed(events.slice(0, from + size));
        from += size;
      }
      feed(events.slice(from));
      const whole = evaluate(events, { rules, maxAlerts: 200 });
      assert.deepEqual(alerts, whole.alerts);
      assert.deepEqual(state, whole.state);
    }),
    { numRuns: 300 },
  );
});

const threshold: ThresholdCondition = {
  kind: 'threshold',
  activityKind: null,
  aggregate: 'COUNT',
  currency: null,
  windowSeconds: 60,
  limit: 4,
};

test('however late and often events come within the bound, each alert of the right order is raised once', () => {
  const rules = [
    sampleRule(),
    exitRule,
    sampleRule({ id: 'rule-3', cooldownSeconds: 60, condition: threshold }),
    sampleRule({ id: 'rule-4', condition: { kind: 'inactivity', activityKind: null, afterSeconds: 20 } }),
  ];
  const seconds = fc.array(fc.nat(30), { minLength: 1, maxLength: 30 });
  const arrival = fc.array(fc.record({ delayMs: fc.nat(100_000), again: fc.boolean() }), {
    minLength: 30,
    maxLength: 30,
  });
  fc.assert(
    fc.property(
      seconds,
      arrival,
      fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
      (gaps, delays, inside) => {
        let at = Date.UTC(2026, 2, 1);
        const events = gaps.map((gap, index) => {
          at += gap * 1000;
          return sampleEvent(index, inside[index] ? 0 : 500, { at });
        });
        const arriving = events
          .flatMap((event, index) => {
            const { delayMs = 0, again } = delays[index] ?? {};
            const first = { event, time: event.at + delayMs };
            return again ? [first, { event, time: first.time + 1 }] : [first];
          })
          .toSorted((a, b) => a.time - b.time);
        let state = createUserState('ada');
        let progress: EvaluationProgress | null = null;
        const raised: AlertDocument[] = [];
        for (const { event } of arriving) {
          const evaluation = evaluate([event], { rules, state });
          // Whether rules go on from where they were, or through the recent events again, is all the same.
          const { alerts, state: next } = evaluate([event], { rules, state, progress });
          assert.deepEqual([alerts, next], [evaluation.alerts, evaluation.state]);
          ({ state, progress } = evaluation);
          raised.push(...evaluation.alerts);
        }
        const ids = new Set(raised.map(({ id }) => id));
        assert.equal(ids.size, raised.length);
        assert.deepEqual(
          raised.map(({ sequence }) => sequence),
          raised.map((_, index) => index + 1),
        );
        for (const { id } of evaluate(events, { rules }).alerts) assert(ids.has(id));
      },
    ),
    { numRuns: 300 },
  );
});
