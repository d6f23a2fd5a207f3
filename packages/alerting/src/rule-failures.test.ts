import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ActivityEvent } from './activity-event.ts';
import type { AlertDocument } from './alert-document.ts';
import { createProgressCache } from './create-progress-cache.ts';
import { evaluateUserActivity } from './evaluate-user-activity.ts';
import type { EvaluationStore } from './evaluation-store.ts';
import type { RuleDocument } from './rule-document.ts';
import { RuleFailuresError } from './rule-failures-error.ts';
import { sampleEvent } from './test-support/sample-event.ts';
import { sampleCondition, sampleRule } from './test-support/sample-rule.ts';
import { createUserState } from './user-state-document.ts';

const now = () => Date.UTC(2026, 2, 1, 13);
const fence = sampleRule({ id: 'fence', name: 'Fence' });
const broken = sampleRule({ id: 'fence', name: 'Fence', condition: { ...sampleCondition, center: null } });
const counter = sampleRule({
  id: 'counter',
  condition: {
    kind: 'threshold',
    activityKind: null,
    aggregate: 'COUNT',
    currency: null,
    windowSeconds: 60,
    limit: 1,
  },
});

/** A user in memory, whose rules can be changed. */
function start(rules: readonly RuleDocument[]) {
  let state = createUserState('ada');
  let version = 0;
  const user = { rules };
  const alerts: AlertDocument[] = [];
  const store: EvaluationStore = {
    listDue: async () => [],
    load: async () => ({ rules: user.rules, coefficients: null, state, etag: String(version) }),
    async commit(commit) {
      state = commit.state;
      alerts.push(...commit.alerts);
      version += 1;
      return String(version);
    },
  };
  const dependencies = { store, cache: createProgressCache(), now };
  const messages: string[] = [];
  return {
    user,
    messages,
    raised: () => alerts.map(({ ruleId, activityId }) => `${ruleId} ${activityId}`),
    /** Answers what rules threw at. */
    async evaluate(...events: ActivityEvent[]): Promise<string[]> {
      const error: unknown = await evaluateUserActivity(dependencies, 'ada', events).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (error === undefined) return [];
      assert(error instanceof RuleFailuresError);
      messages.push(error.message);
      return error.errors.map(({ ruleId, eventId }) => `${ruleId} ${eventId}`);
    },
  };
}

/** An event at which geofences throw, and nothing else does. */
const poison = (minute: number) =>
  sampleEvent(minute, 0, {
    location: {
      get latitude(): number {
        throw new RangeError('poison');
      },
      longitude: 0,
    },
  });

test('a rule that throws at one event leaves out that one, and other rules leave out none', async () => {
  const stack = start([fence, counter]);
  assert.deepEqual(await stack.evaluate(poison(0), sampleEvent(5, 0)), ['fence event-0']);
  assert.deepEqual(stack.raised(), ['counter event-0', 'fence event-5', 'counter event-5']);
});

test('a rule that throws at each event stops no other one, and says which rule it is and why', async () => {
  const stack = start([broken, counter]);
  assert.deepEqual(await stack.evaluate(sampleEvent(0, 0)), ['fence event-0']);
  assert.deepEqual(stack.raised(), ['counter event-0']);
  assert.deepEqual(stack.messages, [
    'The rule "Fence" (fence) failed: A geofence needs a circle or a polygon.',
  ]);
});

test('what a rule threw at comes again when it is mended, for it alone', async () => {
  const stack = start([broken, counter]);
  const events = [sampleEvent(0, 500), sampleEvent(30, 0), sampleEvent(60, 500), sampleEvent(61, 0)];
  for (const event of events) assert.deepEqual(await stack.evaluate(event), [`fence ${event.id}`]);
  // As long as it is broken, a replay fails as before.
  assert.deepEqual(
    await stack.evaluate(...events),
    events.map(({ id }) => `fence ${id}`),
  );
  const before = stack.raised();
  stack.user.rules = [fence, counter];
  assert.deepEqual(await stack.evaluate(...events), []);
  assert.deepEqual(stack.raised().slice(before.length), ['fence event-30', 'fence event-61']);
});

test('an event that is known is not told of again with the next one', async () => {
  const stack = start([fence, counter]);
  assert.deepEqual(await stack.evaluate(poison(0)), ['fence event-0']);
  assert.deepEqual(await stack.evaluate(sampleEvent(1, 0)), []);
  assert.deepEqual(stack.raised(), ['counter event-0', 'fence event-1', 'counter event-1']);
});
