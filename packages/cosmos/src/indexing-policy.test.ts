import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defineContainer } from './define-container.ts';
import { isSameIndexing, toIndexingPolicy } from './indexing-policy.ts';

const specification = defineContainer({
  id: 'activity',
  partitionKey: ['/userId'],
  indexing: {
    paths: ['/kind/?', '/occurredAt/?'],
    composites: [
      [
        { path: '/occurredAt', order: 'descending' },
        { path: '/id', order: 'descending' },
      ],
    ],
  },
});

test('what is named is indexed, with the partition key, and nothing else', () => {
  const policy = toIndexingPolicy(specification);
  assert.deepEqual(policy.includedPaths, [
    { path: '/userId/?' },
    { path: '/kind/?' },
    { path: '/occurredAt/?' },
  ]);
  assert.deepEqual(policy.excludedPaths, [{ path: '/*' }]);
});

test('a policy equals itself as the service gives it back', () => {
  const policy = toIndexingPolicy(specification);
  assert(
    isSameIndexing(policy, {
      indexingMode: 'consistent',
      automatic: true,
      includedPaths: [...(policy.includedPaths ?? [])].reverse(),
      excludedPaths: [{ path: '/*' }, { path: '/"_etag"/?' }],
      compositeIndexes: policy.compositeIndexes ?? [],
      spatialIndexes: [],
    }),
  );
});

test('another path, order or direction is a difference', () => {
  const policy = toIndexingPolicy(specification);
  assert(!isSameIndexing(policy, { ...policy, includedPaths: [{ path: '/*' }] }));
  assert(!isSameIndexing(policy, { ...policy, compositeIndexes: [] }));
  const turned = policy.compositeIndexes?.map((paths) => paths.toReversed()) ?? [];
  assert(!isSameIndexing(policy, { ...policy, compositeIndexes: turned }));
});
