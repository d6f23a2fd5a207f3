import type { Container } from '@azure/cosmos';
import { ContainerMismatchError } from './container-mismatch-error.ts';
import { isForbidden } from './cosmos-errors.ts';
import type { ContainerSpecification } from './define-container.ts';
import { isSameIndexing } from './indexing-policy.ts';
import { runOperation } from './run-operation.ts';
import { toContainerDefinition } from './to-container-definition.ts';

/**
 * Changes indexing and expiry of a container that is there, where they differ.
 * @returns 'outdated' where this identity may not change them: it works, but slower or longer-lived than meant.
 * @throws {ContainerMismatchError} for another partition key or other unique keys.
 */
export async function updateContainer(
  container: Container,
  specification: ContainerSpecification,
): Promise<'updated' | 'unchanged' | 'outdated'> {
  const { resource: current } = await runOperation((abortSignal) => container.read({ abortSignal }));
  if (!current) throw new ContainerMismatchError(`The container "${container.id}" has just been removed.`);
  const uniqueKeys = current.uniqueKeyPolicy?.uniqueKeys.map(({ paths }) => paths) ?? [];
  requireSame(container.id, 'partition key', current.partitionKey?.paths, specification.partitionKey);
  requireSame(container.id, 'unique keys', uniqueKeys, specification.uniqueKeys ?? []);
  const { indexingPolicy, defaultTtl } = toContainerDefinition(specification);
  if (isSameIndexing(current.indexingPolicy ?? {}, indexingPolicy) && current.defaultTtl === defaultTtl) {
    return 'unchanged';
  }
  const { defaultTtl: _replaced, ...kept } = current;
  const replacement = { ...kept, indexingPolicy, ...(defaultTtl !== undefined && { defaultTtl }) };
  try {
    await runOperation((abortSignal) => container.replace(replacement, { abortSignal }));
    return 'updated';
  } catch (error) {
    if (isForbidden(error)) return 'outdated';
    throw error;
  }
}

function requireSame(id: string, what: string, found: unknown, wanted: unknown): void {
  const [is, expected] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (is === expected) return;
  throw new ContainerMismatchError(
    `The container "${id}" has the ${what} ${is}, the code expects ${expected}. ` +
      'It cannot be changed: copy the data into a container of another name.',
  );
}
