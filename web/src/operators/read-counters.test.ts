import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCounters } from './read-counters.ts';

test('counters of a gateway are added up over their labels', () => {
  const text = [
    '# HELP headgate_operations_total Operations that have ended',
    '# TYPE headgate_operations_total counter',
    'headgate_operations_total{operation="Say \\"hi\\"",code="OK",result="ok"} 5',
    'headgate_operations_total{operation="A",code="FORBIDDEN",result="failed"} 2',
    'headgate_operations_total{operation="B",code="FORBIDDEN",result="failed"} 1',
    'headgate_operations_total{operation="B",code="BAD_USER_INPUT",result="failed"} 9',
    'headgate_request_duration_seconds_count{status="200"} 16',
    'headgate_request_duration_seconds_count{status="503"} 1',
    'headgate_subscription_clients 3',
    'headgate_entity_cache_total{subgraph="a",event="hit"} 6',
    'headgate_entity_cache_total{subgraph="a",event="miss"} 2',
    'headgate_cache_events_total{event="hit"} 1',
    '',
  ].join('\n');
  assert.deepEqual(readCounters(text), {
    requests: 17,
    operations: 17,
    errors: [
      { code: 'BAD_USER_INPUT', count: 9 },
      { code: 'FORBIDDEN', count: 3 },
    ],
    subscriptions: 3,
    hits: 7,
    misses: 2,
  });
  assert.equal(readCounters('').requests, 0);
});
