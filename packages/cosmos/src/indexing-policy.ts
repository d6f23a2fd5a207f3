import type { IndexingPolicy } from '@azure/cosmos';
import type { ContainerSpecification } from './define-container.ts';

/** The policy that indexes what is named and nothing else: each index is paid for by every write. */
export function toIndexingPolicy({ indexing, partitionKey }: ContainerSpecification): IndexingPolicy {
  const paths = new Set([...partitionKey.map((path) => `${path}/?`), ...indexing.paths]);
  return {
    indexingMode: 'consistent',
    automatic: true,
    includedPaths: [...paths].map((path) => ({ path })),
    excludedPaths: [{ path: '/*' }],
    compositeIndexes: (indexing.composites ?? []).map((composite) => [...composite]),
  };
}

/** Tells whether two policies index the same, whatever the order and the defaults that the service writes out. */
export function isSameIndexing(one: IndexingPolicy, other: IndexingPolicy): boolean {
  return canonical(one) === canonical(other);
}

function canonical(policy: IndexingPolicy): string {
  return JSON.stringify({
    mode: (policy.indexingMode ?? 'consistent').toLowerCase(),
    automatic: policy.automatic ?? true,
    included: sortedPaths(policy.includedPaths),
    excluded: sortedPaths(policy.excludedPaths),
    composites: (policy.compositeIndexes ?? [])
      .map((composite) => composite.map(({ path, order }) => `${path} ${order ?? 'ascending'}`).join())
      .sort(),
    spatial: (policy.spatialIndexes ?? []).map(({ path, types }) => `${path} ${[...types].sort()}`).sort(),
  });
}

/** The service excludes `_etag` by itself. */
function sortedPaths(paths: readonly { path: string }[] = []): string[] {
  return paths
    .map(({ path }) => path)
    .filter((path) => path !== '/"_etag"/?')
    .sort();
}
