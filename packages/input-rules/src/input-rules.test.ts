import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { z } from 'zod';
import { degrees } from './degrees.ts';
import { name } from './name.ts';
import { storableText } from './storable-text.ts';

function problemsOf(schema: z.ZodType, value: unknown): string {
  return (
    schema
      .safeParse(value)
      .error?.issues.map(({ message }) => message)
      .join('; ') ?? ''
  );
}

test('a name has something to see, and nothing that a store or a reader takes for something else', () => {
  const refused: readonly [text: string, problem: RegExp][] = [
    ['a\u0000b', /NUL/],
    ['a\ud83d', /well-formed/],
    ['\ude00a', /well-formed/],
    ['a\u0007b', /control/],
    ['a\nb', /control/],
    ['a\u2028b', /control/],
    ['\u200b', /can be seen/],
    ['\u200b\u200d\u2060', /can be seen/],
    ['\u3164', /can be seen/],
    ['\u2800', /can be seen/],
    ['\u00ad\u034f\ufe0f', /can be seen/],
    ['\u{e0041}\u{e007f}', /can be seen/],
    ['invoice\u202egnp.exe', /direction/],
    ['\u2066a\u2069', /direction/],
    ['', /1 to 20/],
    ['  ', /can be seen/],
    ['\ufeff', /can be seen/],
    [' Ada', /spaces at its ends/],
    ['Ada\u00a0', /spaces at its ends/],
    ['x'.repeat(21), /1 to 20/],
  ];
  for (const [text, problem] of refused)
    assert.match(problemsOf(name(20), text), problem, JSON.stringify(text));
});

test('names of the world stay as they are', () => {
  const names = [
    'Ada',
    "O'Brien",
    'Zoë',
    'e\u0301',
    'نام\u200cها',
    'שם\u200f',
    '李娜',
    '👨\u200d👩\u200d👧',
    '❤\ufe0f',
    'ᠮᠣᠩ',
    '-',
  ];
  for (const text of names) assert.equal(name(20).parse(text), text);
});

test('other text is anything that comes back as it was', () => {
  assert.equal(storableText.parse('\u202e\n\u200b'), '\u202e\n\u200b');
  assert.match(problemsOf(storableText, '\u0000'), /NUL/);
  assert.match(problemsOf(storableText, '\ud800'), /well-formed/);
});

test('degrees are a position, not a number that arithmetic loses', () => {
  for (const value of [0, 90, -90, 59.33, 1e-17]) assert.equal(degrees(90).parse(value), value);
  for (const value of [90.1, -91, Number.NaN, Number.POSITIVE_INFINITY, 5e-324, -1e-200, '1']) {
    assert.match(problemsOf(degrees(90), value), /expected degrees from -90 to 90/);
  }
});
