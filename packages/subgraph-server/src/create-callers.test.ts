import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCallers } from './create-callers.ts';

const ada = { userId: 'ada', roles: ['a', 'b'], scopes: [], expiresAtMs: 100 };

test('a newer token prolongs what the same caller has open, and an older one shortens nothing', () => {
  const callers = createCallers();
  const first = callers.recognise(ada);
  callers.recognise({ ...ada, roles: ['b', 'a'], expiresAtMs: 200 });
  assert.equal(first.expiresAtMs, 200);
  callers.recognise({ ...ada, expiresAtMs: 50 });
  assert.equal(first.expiresAtMs, 200);
});

test('a token of somebody else, or with other rights, prolongs nothing', () => {
  const callers = createCallers();
  const first = callers.recognise(ada);
  callers.recognise({ ...ada, userId: 'bob', expiresAtMs: 200 });
  callers.recognise({ ...ada, roles: ['a'], expiresAtMs: 200 });
  callers.recognise({ ...ada, scopes: ['read'], expiresAtMs: 200 });
  assert.equal(first.expiresAtMs, 100);
});
