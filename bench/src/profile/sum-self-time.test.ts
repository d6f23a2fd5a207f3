import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sumSelfTime } from './sum-self-time.ts';

const node = (id: number, functionName: string, url: string) => ({
  id,
  callFrame: { functionName, url, lineNumber: 6 },
});

test('busy time is summed by file and function, from the given moment on', () => {
  const profile = {
    nodes: [
      node(1, 'run', 'file:///repository/gateway/src/run.ts'),
      node(2, 'parse', 'file:///repository/node_modules/@apollo/server/dist/a.js'),
      node(3, '(idle)', ''),
      node(4, '(garbage collector)', ''),
    ],
    startTime: 1_000_000,
    samples: [2, 1, 2, 3, 4, 1],
    timeDeltas: [0, 10_000, 10_000, 20_000, 5_000, 3_000],
  };
  const { totalMs, byFile, byFunction } = sumSelfTime(profile, new URL('file:///repository/'), 1_010_000);
  assert.equal(totalMs, 33);
  assert.deepEqual(byFile, [
    ['@apollo/server', 20],
    ['gateway/src/run.ts', 10],
    ['(garbage collector)', 3],
  ]);
  assert.equal(byFunction[1]?.[0], 'run, gateway/src/run.ts:7');
});
