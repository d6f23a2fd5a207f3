import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readArguments } from './read-arguments.ts';

const known = { contenders: ['stock', 'headgate'], scenarios: ['unique'], scales: ['list'] };
const read = (...args: string[]) => readArguments(args, known);

test('without arguments everything is compared', () => {
  assert.deepEqual(read(), { kind: 'run', mode: 'compare', only: [], rounds: 5, durationMs: 2_000 });
});

test('what is measured, how often and how long can be told', () => {
  assert.deepEqual(read('--only', 'stock,list', '--scaling', '--rounds', '3', '--seconds', '0.5'), {
    kind: 'run',
    mode: 'scaling',
    only: ['stock', 'list'],
    rounds: 3,
    durationMs: 500,
  });
});

test('a mistake is named', () => {
  const mistakes = [
    [['--only', 'list'], /"list" is none of stock, headgate, unique/],
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
