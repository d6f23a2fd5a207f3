import {
  type Container,
  type ContainerDefinition,
  type Database,
  PartitionKeyDefinitionVersion,
  PartitionKeyKind,
} from '@azure/cosmos';
import { isConflict, isForbidden, isNotFound } from './cosmos-errors.ts';
import type { ContainerSpecification } from './define-container.ts';
import { isSameIndexing, toIndexingPolicy } from './indexing-policy.ts';
import { runOperation } from './run-operation.ts';

/** A container that cannot become what the code says without losing data or rights. */
export class ContainerMismatchError extends Error {
  override readonly name = 'ContainerMismatchError';
}

/**
 * 'outdated': indexing or expiry differ and this identity may not change them. It works, but slower or longer-lived than meant.
 */
export type ContainerOutcome = 'created' | 'updated' | 'unchanged' | 'outdated';

/**
 * Makes the database and its containers what the code says: creates what is absent, changes indexing and expiry where they differ.
 * It never removes anything. Entra ID identities may only read definitions: there, the deployment makes the containers.
 * @returns what was done, by the container's id.
 * @throws {ContainerMismatchError} for another partition key or other unique keys, and for what is absent and may not be created;
 * SERVICE_UNAVAILABLE when Cosmos DB does not answer.
 */
export async function ensureContainers(
  database: Database,
  specifications: readonly ContainerSpecification[],
): Promise<ReadonlyMap<string, ContainerOutcome>> {
  await ensureDatabase(database);
  const outcomes = await Promise.all(
    specifications.map(async (each) => [each.id, await ensureContainer(database, each)] as const),
  );
  return new Map(outcomes);
}

async function ensureDatabase(database: Database): Promise<void> {
  await createIfAbsent(
    `database "${database.id}"`,
    () => runOperation((abortSignal) => database.read({ abortSignal })),
    () =>
      runOperation((abortSignal) => database.client.databases.create({ id: database.id }, { abortSignal })),
  );
}

async function ensureContainer(
  database: Database,
  specification: ContainerSpecification,
): Promise<ContainerOutcome> {
  const container = database.container(specification.id);
  const created = await createIfAbsent(
    `container "${specification.id}"`,
    () => runOperation((abortSignal) => container.read({ abortSignal })),
    () =>
      runOperation((abortSignal) => database.containers.create(toDefinition(specification), { abortSignal })),
  );
  return created ? 'created' : updateContainer(container, specification);
}

/** Another process may create it at the same moment: its conflict is our success. */
async function createIfAbsent(
  name: string,
  read: () => Promise<unknown>,
  create: () => Promise<unknown>,
): Promise<boolean> {
  try {
    await read();
    return false;
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  try {
    await create();
    return true;
  } catch (error) {
    if (isConflict(error)) return false;
    if (!isForbidden(error)) throw error;
    throw new ContainerMismatchError(
      `The ${name} is absent, and this identity may not create it: deploy it.`,
      {
        cause: error,
      },
    );
  }
}

async function updateContainer(
  container: Container,
  specification: ContainerSpecification,
): Promise<ContainerOutcome> {
  const { resource: current } = await runOperation((abortSignal) => container.read({ abortSignal }));
  const wanted = toDefinition(specification);
  if (!current) throw new ContainerMismatchError(`The container "${container.id}" has just been removed.`);
  requireSame(container.id, 'partition key', current.partitionKey?.paths, specification.partitionKey);
  requireSame(container.id, 'unique keys', toKeyLists(current), specification.uniqueKeys ?? []);
  const isCurrent =
    isSameIndexing(current.indexingPolicy ?? {}, wanted.indexingPolicy ?? {}) &&
    current.defaultTtl === wanted.defaultTtl;
  if (isCurrent) return 'unchanged';
  const { defaultTtl: _replaced, ...kept } = current;
  const { indexingPolicy, defaultTtl } = wanted;
  const replacement = {
    ...kept,
    ...(indexingPolicy && { indexingPolicy }),
    ...(defaultTtl && { defaultTtl }),
  };
  try {
    await runOperation((abortSignal) => container.replace(replacement, { abortSignal }));
    return 'updated';
  } catch (error) {
    if (isForbidden(error)) return 'outdated';
    throw error;
  }
}

function toDefinition(specification: ContainerSpecification): ContainerDefinition {
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
  };
}

function toKeyLists(definition: ContainerDefinition): string[][] {
  return (definition.uniqueKeyPolicy?.uniqueKeys ?? []).map(({ paths }) => paths);
}

function requireSame(id: string, what: string, found: unknown, wanted: unknown): void {
  if (JSON.stringify(found) === JSON.stringify(wanted)) return;
  throw new ContainerMismatchError(
    `The container "${id}" has the ${what} ${JSON.stringify(found)}, the code expects ${JSON.stringify(wanted)}. ` +
      'It cannot be changed: copy the data into a container of another name.',
  );
}
