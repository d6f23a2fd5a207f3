import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { assignWaves } from './assign-waves.ts';

const entities = (subgraph: string, name: string): FetchNode => ({
  kind: 'Fetch',
  serviceName: subgraph,
  operation: name,
  operationName: undefined,
  operationKind: 'query' as FetchNode['operationKind'],
  requires: [],
});
const root = (subgraph: string): FetchNode => {
  const { requires: _, ...fetch } = entities(subgraph, 'root');
  return fetch;
};
const sequence = (...nodes: PlanNode[]): PlanNode => ({ kind: 'Sequence', nodes });
const parallel = (...nodes: PlanNode[]): PlanNode => ({ kind: 'Parallel', nodes });

function describeWaves(plan: PlanNode, postpone = true): readonly string[] {
  return assignWaves(plan, { postpone }).map(({ subgraph, members, pacers }) => {
    const names = Array.from(members, (fetch) =>
      pacers.has(fetch) ? fetch.operation : `(${fetch.operation})`,
    );
    return `${subgraph}: ${names.join(' ')}`;
  });
}

test('fetches to one subgraph that are equally far from the start share a wave', () => {
  const plan = parallel(
    sequence(root('a'), entities('b', 'b1'), entities('c', 'c1')),
    sequence(root('d'), entities('b', 'b2'), entities('c', 'c2')),
  );
  assert.deepEqual(describeWaves(plan), ['b: b1 b2', 'c: c1 c2']);
});

test('a fetch that nothing depends on joins a later request to its subgraph', () => {
  const plan = sequence(
    root('a'),
    parallel(entities('b', 'leaf'), sequence(entities('c', 'c1'), entities('b', 'late'))),
  );
  assert.deepEqual(describeWaves(plan), ['b: (leaf) late']);
  assert.deepEqual(describeWaves(plan, false), []);
});

test('a fetch that others depend on is not put off', () => {
  const plan = sequence(
    root('a'),
    parallel(
      sequence(entities('b', 'needed'), entities('c', 'c1')),
      sequence(entities('d', 'd1'), entities('b', 'late')),
    ),
  );
  assert.deepEqual(describeWaves(plan), []);
});

test('both branches of a condition can be in a wave', () => {
  const plan = parallel(
    sequence(root('a'), {
      kind: 'Condition',
      condition: 'x',
      ifClause: entities('b', 'if'),
      elseClause: entities('b', 'else'),
    }),
    sequence(root('c'), entities('b', 'always')),
  );
  assert.deepEqual(describeWaves(plan), ['b: if else always']);
});

test('a fetch with arguments from its ancestors goes alone', () => {
  const contextual = { ...entities('b', 'contextual'), contextRewrites: [] };
  assert.deepEqual(describeWaves(parallel(contextual, entities('b', 'plain'))), []);
});
