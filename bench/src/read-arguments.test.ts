import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readArguments } from './read-arguments.ts';

const known = {
  contenders: ['stock', 'headgate'],
  scenarios: ['unique'],
  largeScenarios: ['1mb'],
  scales: ['list'],
  subscriptions: ['connects', 'leaks'],
  alerts: ['evaluation'],
  insights: ['gold', 'freshness', 'scoring'],
  caching: ['large'],
};
const usual = { kind: 'run', only: [], durationMs: 2_000, clients: 10_000, millions: 10, churnMinutes: 3 };
const read = (...args: string[]) => readArguments(args, known);

test('without arguments everything is compared', () => {
  assert.deepEqual(read(), { ...usual, mode: 'compare', rounds: 5 });
});

test('large answers are profiled, and not compared', () => {
  assert.deepEqual(read('--profile', '--only', '1mb'), {
    ...usual,
    mode: 'profile',
    only: ['1mb'],
    rounds: 1,
  });
  assert.equal(read('--only', '1mb').kind, 'mistake');
});

test('what is measured, how often and how long can be told', () => {
  assert.deepEqual(read('--only', 'stock,list', '--scaling', '--rounds', '3', '--seconds', '0.5'), {
    ...usual,
    mode: 'scaling',
    only: ['stock', 'list'],
    rounds: 3,
    durationMs: 500,
  });
});

test('parts of the subscriptions are chosen by their names', () => {
  const asked = read('--subscriptions', '--only', 'leaks', '--churn-minutes', '10', '--clients', '500');
  assert.deepEqual(asked, {
    ...usual,
    mode: 'subscriptions',
    only: ['leaks'],
    rounds: 3,
    clients: 500,
    churnMinutes: 10,
  });
});

test('so are parts of the alerts', () => {
  const asked = read('--alerts', '--only', 'evaluation');
  assert.deepEqual(asked, { ...usual, mode: 'alerts', only: ['evaluation'], rounds: 3 });
});

test('a mistake is named', () => {
  const mistakes = [
    [['--only', 'list'], /"list" is none of stock, headgate, unique/],
    [['--subscriptions', '--only', 'stock'], /"stock" is none of connects, leaks/],
    [['--rounds', '0'], /--rounds 0: expected/],
    [['--rounds', '1.5'], /--rounds 1.5: expected/],
    [['--seconds', 'soon'], /--seconds soon: expected/],
    [['--scaling', '--profile'], /exclude each other/],
    [['--fast'], /--fast/],
  ] as const;
  for (const [args, message] of mistakes) {
    const command = read(...args);
    assert.equal(command.kind, 'mistake');
    assert.match(command.kind === 'mistake' ? command.message : '', message);
  }
});
