import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { parsePageArguments } from './page-arguments.ts';
import { toConnection } from './to-connection.ts';

test('the entry one too many says that a page follows, and is not shown', () => {
  const connection = toConnection([1, 2, 3], { first: 2, after: null }, String);
  assert.deepEqual(connection.nodes, [1, 2]);
  assert.deepEqual(connection.pageInfo, {
    hasNextPage: true,
    hasPreviousPage: false,
    startCursor: '1',
    endCursor: '2',
  });
});

test('an empty page has no cursors', () => {
  const connection = toConnection([], { first: 2, after: 'x' }, String);
  assert.deepEqual(connection.pageInfo, {
    hasNextPage: false,
    hasPreviousPage: true,
    startCursor: null,
    endCursor: null,
  });
});

test('a cursor gives back its place, and anything else is refused by name', () => {
  const place = z.tuple([z.string(), z.string()]);
  assert.deepEqual(decodeCursor(encodeCursor('days', ['2026-01-01', 'ü']), 'days', place), [
    '2026-01-01',
    'ü',
  ]);
  for (const cursor of [
    '',
    'nonsense',
    encodeCursor('days', ['one']),
    encodeCursor('weeks', ['one', 'two']),
  ]) {
    assert.throws(() => decodeCursor(cursor, 'days', place), {
      code: 'BAD_USER_INPUT',
      message: /^after: expected a cursor/,
    });
  }
});

test('page arguments have a default and a limit', () => {
  assert.deepEqual(parsePageArguments({}), { first: 20, after: null });
  assert.deepEqual(parsePageArguments({ first: 100, after: 'x' }), { first: 100, after: 'x' });
  for (const first of [0, 101, 1.5]) {
    assert.throws(() => parsePageArguments({ first }), {
      code: 'BAD_USER_INPUT',
      message: /^arguments.first: .*1 to 100/,
    });
  }
});
