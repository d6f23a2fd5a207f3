import { type ContainerDefinition, PartitionKeyDefinitionVersion, PartitionKeyKind } from '@azure/cosmos';
import type { ContainerSpecification } from './define-container.ts';
import { toIndexingPolicy } from './indexing-policy.ts';

/** A container as code, in Cosmos DB's own words: https://learn.microsoft.com/rest/api/cosmos-db/create-a-collection */
export function toContainerDefinition(specification: ContainerSpecification) {
  const { id, partitionKey, defaultTtlSeconds: ttl, uniqueKeys } = specification;
  return {
    id,
    partitionKey: {
      paths: [...partitionKey],
      kind: partitionKey.length > 1 ? PartitionKeyKind.MultiHash : PartitionKeyKind.Hash,
      version: PartitionKeyDefinitionVersion.V2,
    },
    indexingPolicy: toIndexingPolicy(specification),
    ...(ttl !== undefined && { defaultTtl: ttl === 'by-document' ? -1 : ttl }),
    ...(uniqueKeys && {
      uniqueKeyPolicy: { uniqueKeys: uniqueKeys.map((paths) => ({ paths: [...paths] })) },
    }),
  } satisfies ContainerDefinition;
}
