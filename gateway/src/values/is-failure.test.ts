import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFailure } from './is-failure.ts';

test('what a part of the system could not do is a failure', () => {
  const codes = [
    'INTERNAL_SERVER_ERROR',
    'DOWNSTREAM_SERVICE_ERROR',
    'SUBREQUEST_HTTP_ERROR',
    'SUBREQUEST_TIMEOUT',
    'SERVICE_UNAVAILABLE',
  ];
  assert.deepEqual(codes.filter(isFailure), codes);
});

test('what a client asked for and does not get is none, nor what a subgraph refuses by a code of its own', () => {
  const codes = [
    'BAD_USER_INPUT',
    'UNAUTHENTICATED',
    'GRAPHQL_VALIDATION_FAILED',
    'UNAUTHORIZED_FIELD_OR_TYPE',
    'SUBREQUEST_CANCELLED',
    'COST_BUDGET_EXCEEDED',
    'PLACE_NOT_FOUND',
    'constructor',
  ];
  assert.deepEqual(codes.filter(isFailure), []);
});
