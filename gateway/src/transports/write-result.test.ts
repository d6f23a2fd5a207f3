import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWriteResult } from './write-result.ts';

test('shared data is written once, and what differs beside it each time', () => {
  let reads = 0;
  const data = {
    get a() {
      reads += 1;
      return 1;
    },
  };
  const write = createWriteResult();
  assert.equal(write({ data }), '{"data":{"a":1}}');
  assert.equal(write({ data }), '{"data":{"a":1}}');
  assert.equal(reads, 1);
  assert.equal(write({ data, extensions: { b: 2 } }), '{"data":{"a":1},"extensions":{"b":2}}');
  assert.equal(write({ errors: [{ message: 'no' }], data }), '{"errors":[{"message":"no"}],"data":{"a":1}}');
  assert.equal(write({ data: null }), '{"data":null}');
});
