import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileRoute, matchRoute } from './match-route.ts';

const match = (route: string, path: string) => matchRoute(compileRoute(route), path);

test('parameters are segments, decoded', () => {
  assert.deepEqual(match('api/users/{id}', '/api/users/a%2Fb'), { id: 'a/b' });
  assert.deepEqual(match('api/users/{id}', '/API/Users/x/'), { id: 'x' });
  assert.equal(match('api/users/{id}', '/api/users/x/y'), undefined);
});

test('constraints, optional and catch-all parameters are heeded', () => {
  assert.deepEqual(match('a/{n:int}', '/a/-12'), { n: '-12' });
  assert.equal(match('a/{n:int}', '/a/x'), undefined);
  assert.deepEqual(match('a/{n?}', '/a'), {});
  assert.deepEqual(match('a/{*rest}', '/a/b/c.txt'), { rest: 'b/c.txt' });
});

test('other characters stand for themselves', () => {
  assert.deepEqual(match('v1.0/x', '/v1.0/x'), {});
  assert.equal(match('v1.0/x', '/v100/x'), undefined);
});
