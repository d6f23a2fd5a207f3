import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeResult, writeSharedResult } from './write-result.ts';
import { shareWriting } from './writing.ts';

test('a response is written with whatever is beside its data', () => {
  const data = { a: 1 };
  const errors = [{ message: 'no' }];
  assert.equal(writeResult({ data }), '{"data":{"a":1}}');
  assert.equal(writeResult({ data, extensions: { b: 2 } }), '{"data":{"a":1},"extensions":{"b":2}}');
  assert.equal(writeResult({ errors, data }), '{"errors":[{"message":"no"}],"data":{"a":1}}');
  assert.equal(writeResult({ errors, data: null }), '{"errors":[{"message":"no"}],"data":null}');
  assert.equal(writeResult({ data: null }), '{"data":null}');
});

test('what several get is made into bytes once, and only where it is the data alone', () => {
  const data = { a: 'é' };
  assert.equal(writeSharedResult({ data }), undefined);
  shareWriting(data);
  const bytes = writeSharedResult({ data });
  assert.equal(bytes?.toString(), '{"data":{"a":"é"}}');
  assert.equal(writeSharedResult({ data }), bytes);
  assert.equal(writeSharedResult({ data, extensions: { b: 2 } }), undefined);
  assert.equal(writeSharedResult({ data: null }), undefined);
});
