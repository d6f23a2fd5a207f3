import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messages as de } from './de.ts';
import { messages as en } from './en.ts';

test('every language says everything, with the same values in it', () => {
  const values = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).toSorted();
  assert.deepEqual(Object.keys(de).toSorted(), Object.keys(en).toSorted());
  for (const [name, text] of Object.entries(en))
    assert.deepEqual(values(de[name as keyof typeof en]), values(text), name);
});
