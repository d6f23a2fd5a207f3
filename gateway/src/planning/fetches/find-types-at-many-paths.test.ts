import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FetchNode, FlattenNode } from '@apollo/query-planner';
import { findTypesAtManyPaths } from './find-types-at-many-paths.ts';

function fetchAt(path: readonly string[], types: readonly string[]): FlattenNode {
  const requires = types.map((typeCondition) => ({
    kind: 'InlineFragment' as const,
    typeCondition,
    selections: [{ kind: 'Field' as const, name: 'id' }],
  }));
  const node: FetchNode = {
    kind: 'Fetch',
    serviceName: 'any',
    requires,
    variableUsages: [],
    operation: '',
    operationName: undefined,
    operationKind: 'query' as FetchNode['operationKind'],
  };
  return { kind: 'Flatten', path: [...path], node };
}

test('a type counts when entities of it are asked about at different paths', () => {
  const nodes = [
    fetchAt(['users', '@'], ['User']),
    fetchAt(['users', '@'], ['User', 'Item']),
    fetchAt(['items', '@'], ['Item']),
  ];
  assert.deepEqual(
    findTypesAtManyPaths({ kind: 'QueryPlan', node: { kind: 'Sequence', nodes } }),
    new Set(['Item']),
  );
  assert.deepEqual(findTypesAtManyPaths({ kind: 'QueryPlan' }), new Set());
});
