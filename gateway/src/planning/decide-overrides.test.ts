import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPercentOverrides } from './decide-overrides.ts';

test('sixteen labels make seventeen combinations and no more', () => {
  let drawn = 0;
  const draw = createPercentOverrides(() => drawn);
  const labels = Array.from({ length: 16 }, (_, index) => `percent(${(index + 1) * 6})`);
  const combinations = new Set<string>();
  for (drawn = 0; drawn < 1; drawn += 0.001) {
    const isActive = draw();
    combinations.add(labels.map((label) => Number(isActive(label))).join(''));
  }
  assert.equal(combinations.size, 17);
});

test('labels of other kinds are off', () => {
  const isActive = createPercentOverrides(() => 0)();
  assert.deepEqual(['percent(1)', 'percent(0)', 'percent(101', 'beta', ''].map(isActive), [
    true,
    false,
    false,
    false,
    false,
  ]);
});

const labels = [
  'percent(10)',
  'percent(50)',
  'percent(99.5)',
  'percent(100)',
  'percent(0)',
  'canary',
  'percent(x)',
];

test('one number is drawn for all labels of an operation', () => {
  let draws = 0;
  const decide = createPercentOverrides(() => {
    draws += 1;
    return 0.3;
  });
  assert.deepEqual(labels.filter(decide()), ['percent(50)', 'percent(99.5)', 'percent(100)']);
  assert.equal(draws, 1);
});

test('so many labels make one combination more', () => {
  let drawn = -1;
  const decide = createPercentOverrides(() => drawn / 1_000);
  const combinations = new Set<string>();
  for (drawn = 0; drawn < 1_000; drawn += 1) combinations.add(labels.filter(decide()).join());
  assert.equal(combinations.size, 4);
});
