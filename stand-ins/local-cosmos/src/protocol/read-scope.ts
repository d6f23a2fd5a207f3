import { badRequest } from '../cosmos-error.ts';
import type { RequestScope } from '../documents/scope-conditions.ts';
import type { ContainerRecord } from '../storage/container-record.ts';
import { type KeyRange, type PartitionScope, parsePartitionKey } from '../storage/partition-key.ts';
import type { CosmosRequest } from './cosmos-request.ts';

/** The partition that a request is for, undefined for all. */
export function readPartition(
  request: CosmosRequest,
  container: ContainerRecord,
): PartitionScope | undefined {
  const header = request.header('x-ms-documentdb-partitionkey');
  return header === undefined
    ? undefined
    : parsePartitionKey(header, container.definition.partitionKey.paths.length);
}

/** The partitions that a request over many documents is for. @throws BadRequest for a range that is none */
export function readScope(request: CosmosRequest, container: ContainerRecord): RequestScope {
  return { partition: readPartition(request, container), range: readRange(request) };
}

function readRange(request: CosmosRequest): KeyRange | undefined {
  const from = request.header('x-ms-start-epk')?.toUpperCase() ?? '';
  const to = request.header('x-ms-end-epk')?.toUpperCase() ?? 'FF';
  if (![from, to].every((key) => /^(?:[0-9A-F]{2})*$/.test(key)))
    throw badRequest(`The range of effective partition keys from '${from}' to '${to}' is invalid.`);
  // All of them: no need to look where a document lies.
  return from === '' && to === 'FF' ? undefined : { from, to };
}
