import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawFlameGraph } from './draw-flame-graph.ts';
import { sumFrames } from './sum-frames.ts';

const node = (id: number, functionName: string, children: readonly number[] = []) => ({
  id,
  children,
  callFrame: { functionName, url: 'file:///repository/gateway/src/run.ts', lineNumber: 6 },
});

test('a caller takes what it calls takes, and the drawing names both', () => {
  const profile = {
    nodes: [node(1, '(root)', [2, 4]), node(2, 'run', [3]), node(3, 'parse<>'), node(4, '(idle)')],
    startTime: 1_000_000,
    samples: [1, 2, 3, 4, 3],
    timeDeltas: [0, 10_000, 10_000, 20_000, 5_000],
  };
  const root = sumFrames(profile, new URL('file:///repository/'), 1_005_000);
  const [run] = [...root.children.values()];
  assert.equal(run?.label, 'run, gateway/src/run.ts:7');
  assert.equal(run?.totalMs, 30);
  assert.equal([...(run?.children.values() ?? [])][0]?.totalMs, 20);
  const drawn = drawFlameGraph(root, 'A & B');
  assert.match(drawn, /A &amp; B/);
  assert.match(drawn, /<title>parse&lt;&gt;, gateway\/src\/run\.ts:7: 66\.7 %<\/title>/);
});
