import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatNumber, formatShare } from './format-quantity.ts';
import { formatTable } from './format-table.ts';

test('columns line up, numbers on the right', () => {
  assert.equal(
    formatTable(
      ['name', 'ms'],
      [
        ['stock', '1,234'],
        ['b', '–'],
      ],
    ),
    ['| name  |    ms |', '| ----- | ----: |', '| stock | 1,234 |', '| b     |     – |'].join('\n'),
  );
});

test('numbers have three digits that mean something', () => {
  assert.deepEqual([0.012345, 1.2345, 12.345, 123.45, 12_345.6, Number.NaN].map(formatNumber), [
    '0.0123',
    '1.23',
    '12.3',
    '123',
    '12,346',
    '–',
  ]);
});

test('a share below one is a fraction', () => {
  assert.deepEqual([1 / 8, 1, 1.25].map(formatShare), ['1/8', '1', '1.25']);
});
