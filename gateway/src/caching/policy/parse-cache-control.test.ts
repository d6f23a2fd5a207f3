import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatCacheControl, mergePolicies } from './cache-policy.ts';
import { type AnswerHeaders, parseCacheControl } from './parse-cache-control.ts';

const read = (headers: AnswerHeaders | string, isAuthorized = false) => {
  const policy = parseCacheControl(typeof headers === 'string' ? { 'cache-control': headers } : headers, {
    isAuthorized,
  });
  return policy && formatCacheControl(policy);
};

test('the time for shared caches stands above that for all, and age is taken off', () => {
  assert.equal(read('public, max-age=60, s-maxage=30'), 'public, max-age=30');
  assert.equal(read({ 'cache-control': 'public, max-age=60', age: '20' }), 'public, max-age=40');
  assert.equal(read({ 'cache-control': 'public, max-age=60', age: '60' }), undefined);
  assert.equal(read({ 'cache-control': ['public', 'max-age="60"'] }), 'public, max-age=60');
  assert.equal(read('Public, MAX-AGE=60'), 'public, max-age=60');
});

test('what must not be kept, and what cannot be understood, is not kept', () => {
  for (const header of [
    'no-store',
    'max-age=60, no-store',
    'no-cache, max-age=60',
    'max-age=-1',
    'max-age=soon',
    '',
  ]) {
    assert.equal(read(header), undefined, header);
  }
});

test('an audience that is not stated is that of the request', () => {
  assert.equal(read('max-age=60'), 'max-age=60');
  assert.equal(read('max-age=60', true), 'private, max-age=60');
  assert.equal(read('s-maxage=60', true), 'public, max-age=60');
  assert.equal(read('public, max-age=60', true), 'public, max-age=60');
  assert.equal(read('private, s-maxage=60'), 'private, max-age=60');
});

test('policies merge to the shortest times and the smallest audience', () => {
  const one = parseCacheControl(
    { 'cache-control': 'public, max-age=60, stale-while-revalidate=10, stale-if-error=5' },
    { isAuthorized: false },
  );
  const other = parseCacheControl(
    { 'cache-control': 'max-age=90, stale-while-revalidate=20' },
    { isAuthorized: false },
  );
  assert(one && other);
  assert.equal(formatCacheControl(one), 'public, max-age=60, stale-while-revalidate=10, stale-if-error=5');
  for (const merged of [mergePolicies(one, other), mergePolicies(other, one)]) {
    assert.equal(formatCacheControl(merged), 'max-age=60, stale-while-revalidate=10');
  }
  const secret = { ...other, scope: 'private' } as const;
  assert.equal(mergePolicies(secret, one).scope, 'private');
});
