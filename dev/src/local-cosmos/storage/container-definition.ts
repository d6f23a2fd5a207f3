import { badRequest } from '../cosmos-error.ts';
import { parsePath } from './partition-key.ts';
import { checkResourceId } from './resource-names.ts';

/** One path of a composite index and its direction. */
export interface CompositePath {
  path: string;
  order: 'ascending' | 'descending';
}

/** Which paths are indexed; no more is read of it than that some queries need a composite index. */
export interface IndexingPolicy {
  indexingMode: string;
  automatic: boolean;
  includedPaths: { path: string }[];
  excludedPaths: { path: string }[];
  compositeIndexes?: CompositePath[][];
}

/**
 * What a client says of a container.
 *
 * @see https://learn.microsoft.com/rest/api/cosmos-db/create-a-collection
 */
export interface ContainerDefinition {
  id: string;
  indexingPolicy: IndexingPolicy;
  partitionKey: { paths: string[]; kind: 'Hash' | 'MultiHash'; version: number };
  uniqueKeyPolicy: { uniqueKeys: { paths: string[] }[] };
  /** Seconds; -1 for expiry by the documents' own `ttl` alone; absent for none at all. */
  defaultTtl?: number;
}

const defaultIndexingPolicy: IndexingPolicy = {
  indexingMode: 'consistent',
  automatic: true,
  includedPaths: [{ path: '/*' }],
  excludedPaths: [{ path: '/"_etag"/?' }],
};

function checkPartitionKey(value: unknown): ContainerDefinition['partitionKey'] {
  const { paths, kind = 'Hash' } = (value ?? {}) as { paths?: unknown; kind?: unknown };
  if (!Array.isArray(paths) || paths.length === 0)
    throw badRequest('The partition key definition is missing: a container needs partitionKey.paths.');
  if (paths.some((path) => typeof path !== 'string' || !path.startsWith('/') || parsePath(path).length === 0))
    throw badRequest(
      `The partition key component definition path '${paths.join(', ')}' could not be accepted.`,
    );
  if (kind !== 'Hash' && kind !== 'MultiHash')
    throw badRequest(`Partition key kind '${String(kind)}' is not accepted.`);
  const most = kind === 'Hash' ? 1 : 3;
  if (paths.length > most)
    throw badRequest(
      `Too many partition key paths: ${paths.length}; the most for kind '${kind}' is ${most}.`,
    );
  return { paths, kind, version: 2 };
}

function checkTtl(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Number.isInteger(value) || (value !== -1 && ((value as number) < 1 || (value as number) > 2147483647)))
    throw badRequest(
      `The value '${String(value)}' specified for 'defaultTtl' is invalid. Ensure to provide a nonzero positive integer less than or equal to '2147483647', or '-1'.`,
    );
  return value as number;
}

/**
 * Checks a container's definition and fills in what was left out; `current` is what it replaces.
 *
 * @throws BadRequest
 */
export function parseContainerDefinition(body: unknown, current?: ContainerDefinition): ContainerDefinition {
  const id = checkResourceId(body);
  const given = body as Record<string, unknown>;
  const partitionKey = checkPartitionKey(given['partitionKey']);
  const uniqueKeyPolicy = (given['uniqueKeyPolicy'] ?? {
    uniqueKeys: [],
  }) as ContainerDefinition['uniqueKeyPolicy'];
  if (current && JSON.stringify(partitionKey.paths) !== JSON.stringify(current.partitionKey.paths))
    throw badRequest('Document collection partition key cannot be changed.');
  if (current && JSON.stringify(uniqueKeyPolicy) !== JSON.stringify(current.uniqueKeyPolicy))
    throw badRequest('The unique key policy of a container cannot be changed.');
  const ttl = checkTtl(given['defaultTtl']);
  return {
    id,
    indexingPolicy: { ...defaultIndexingPolicy, ...(given['indexingPolicy'] as object | undefined) },
    partitionKey,
    ...(ttl === undefined ? {} : { defaultTtl: ttl }),
    uniqueKeyPolicy,
    ...{
      conflictResolutionPolicy: {
        mode: 'LastWriterWins',
        conflictResolutionPath: '/_ts',
        conflictResolutionProcedure: '',
      },
      geospatialConfig: { type: 'Geography' },
    },
  };
}
