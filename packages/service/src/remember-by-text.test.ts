import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rememberByText } from './remember-by-text.ts';

test('a text is computed once, undefined results too, until others have pushed it out', () => {
  const computed: string[] = [];
  const remember = rememberByText(
    (text) => {
      computed.push(text);
      return text === 'nothing' ? undefined : text.length;
    },
    { max: 2, maxLength: 10 },
  );
  assert.deepEqual(['a', 'nothing', 'a', 'nothing'].map(remember), [1, undefined, 1, undefined]);
  assert.deepEqual(computed, ['a', 'nothing']);
  remember('b');
  remember('a');
  assert.deepEqual(computed, ['a', 'nothing', 'b', 'a']);
});

test('a long text is not kept, and a failure is not a result', () => {
  let runs = 0;
  const remember = rememberByText(
    () => {
      runs += 1;
      throw new Error('no');
    },
    { max: 2 },
  );
  for (const text of ['a', 'a']) assert.throws(() => remember(text));
  assert.equal(runs, 2);
  const lengths: string[] = [];
  const long = rememberByText((text) => lengths.push(text), { max: 2, maxLength: 3 });
  for (const text of ['long', 'long', 'abc', 'abc']) long(text);
  assert.deepEqual(lengths, ['long', 'long', 'abc']);
});
