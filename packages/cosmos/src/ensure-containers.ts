import type { Database } from '@azure/cosmos';
import { ContainerMismatchError } from './container-mismatch-error.ts';
import { isConflict, isForbidden, isNotFound } from './cosmos-errors.ts';
import type { ContainerSpecification } from './define-container.ts';
import { runOperation } from './run-operation.ts';
import { toContainerDefinition } from './to-container-definition.ts';
import { updateContainer } from './update-container.ts';

/** 'outdated': indexing or expiry differ, and this identity may not change them. */
export type ContainerOutcome = 'created' | 'updated' | 'unchanged' | 'outdated';

/**
 * Makes the database and its containers what the code says: creates what is absent, changes indexing and expiry
 * where they differ, removes nothing. Entra ID identities may only read definitions: for them the deployment
 * makes the containers.
 * @returns what was done, by the container's id.
 * @throws {ContainerMismatchError} for another partition key or other unique keys, and for what is absent and may
 * not be created; SERVICE_UNAVAILABLE when Cosmos DB does not answer.
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
  const { id, client } = database;
  await createIfAbsent(
    `database "${id}"`,
    () => runOperation((abortSignal) => database.read({ abortSignal })),
    () => runOperation((abortSignal) => client.databases.create({ id }, { abortSignal })),
  );
}

async function ensureContainer(
  database: Database,
  specification: ContainerSpecification,
): Promise<ContainerOutcome> {
  const container = database.container(specification.id);
  const definition = toContainerDefinition(specification);
  const isCreated = await createIfAbsent(
    `container "${specification.id}"`,
    () => runOperation((abortSignal) => container.read({ abortSignal })),
    () => runOperation((abortSignal) => database.containers.create(definition, { abortSignal })),
  );
  return isCreated ? 'created' : updateContainer(container, specification);
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
  } catch (cause) {
    if (isConflict(cause)) return false;
    if (!isForbidden(cause)) throw cause;
    const message = `The ${name} is absent, and this identity may not create it: deploy it.`;
    throw new ContainerMismatchError(message, { cause });
  }
}
