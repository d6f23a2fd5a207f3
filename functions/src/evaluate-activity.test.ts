import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RuleFailureError, RuleFailuresError } from '@headgate/alerting/rule-failures-error.ts';
import { commonErrors } from '@headgate/service/common-errors.ts';
import type { DeadLetter } from './dead-letter.ts';
import { evaluateActivity } from './evaluate-activity.ts';
import { walk } from './test-support/walk.ts';

const [a1, a2, a3] = walk('ada', 3);
const [b1] = walk('ben', 1);
const unavailable = commonErrors.create('SERVICE_UNAVAILABLE');

/** Runs a page of documents; `fail` tells what evaluating a user's events throws. */
async function run(
  documents: readonly unknown[],
  fail: (userId: string, eventIds: string[]) => Error | undefined = () => undefined,
  attempt = { attempt: 1, isLastAttempt: false },
) {
  const evaluated: string[] = [];
  const buried: DeadLetter[] = [];
  const dependencies = {
    async evaluate(userId: string, events: readonly { id: string }[]) {
      const ids = events.map(({ id }) => id);
      const error = fail(userId, ids);
      if (error) throw error;
      evaluated.push(...ids.map((id) => `${userId} ${id}`));
      return [];
    },
    bury: async (letter: DeadLetter) => void buried.push(letter),
  };
  const delivery = { documents, functionName: 'evaluate-activity', ...attempt };
  const error = await evaluateActivity(dependencies, delivery).then(
    () => undefined,
    (thrown: Error) => thrown,
  );
  return { evaluated, error, buried: buried.map(({ document }) => document), letters: buried };
}

test('events are evaluated user by user, in the order of the page', async () => {
  const { evaluated, buried, error } = await run([a1, b1, a2]);
  assert.deepEqual(evaluated.toSorted(), ['ada event-0', 'ada event-1', 'ben event-0']);
  assert.deepEqual([buried, error], [[], undefined]);
});

test('what is no event becomes a dead letter with the reason, whatever it is', async () => {
  const poison = [null, 'text', {}, { ...a2, location: { latitude: 91, longitude: 0 } }];
  const { evaluated, buried, letters, error } = await run([...poison, a1]);
  assert.deepEqual(evaluated, ['ada event-0']);
  assert.deepEqual(buried, poison);
  assert.match(String(letters[3]?.error), /latitude/);
  assert.equal(error, undefined);
});

test('one event that cannot be evaluated does not take the others with it', async () => {
  const fail = (_userId: string, ids: string[]) =>
    ids.includes('event-1') ? new RangeError('poison') : undefined;
  const { evaluated, buried, error } = await run([a1, a2, a3], fail);
  assert.deepEqual(evaluated, ['ada event-0', 'ada event-2']);
  assert.deepEqual(buried, [a2]);
  assert.equal(error, undefined);
});

test('an event that a rule throws at is a dead letter with its reason, and is evaluated once', async () => {
  const failure = new RuleFailureError({ id: 'r', name: 'Square' }, 'event-1', new Error('no area'));
  let evaluations = 0;
  const fail = () => {
    evaluations += 1;
    return new RuleFailuresError([failure]);
  };
  const { buried, letters, error } = await run([a1, a2, a3], fail);
  assert.deepEqual([buried, evaluations], [[a2], 1]);
  assert.equal(String(letters[0]?.error), 'RuleFailureError: The rule "Square" (r) failed: no area');
  assert.equal(error, undefined);
});

test('what is not available now fails the page, after the other users', async () => {
  const fail = (userId: string) => (userId === 'ada' ? unavailable : undefined);
  const { evaluated, buried, error } = await run([a1, b1], fail);
  assert.deepEqual(evaluated, ['ben event-0']);
  assert.deepEqual(buried, []);
  assert.match(error?.message ?? '', /1 users could not be evaluated now: .*not available/);
});

test('on the last attempt what is still not available becomes dead letters', async () => {
  const fail = (userId: string) => (userId === 'ada' ? unavailable : undefined);
  const last = { attempt: 9, isLastAttempt: true };
  const { buried, letters, error } = await run([a1, b1, a2], fail, last);
  assert.deepEqual(buried, [a1, a2]);
  assert.deepEqual(
    letters.map(({ attempts }) => attempts),
    [9, 9],
  );
  assert.equal(error, undefined);
});
