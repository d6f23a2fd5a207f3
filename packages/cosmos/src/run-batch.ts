import type { Container, OperationInput, OperationResponse } from '@azure/cosmos';
import { runOperation } from './run-operation.ts';

/** A transactional batch was refused as a whole; `code` is the HTTP status of its cause, as on the SDK's own errors. */
export class BatchError extends Error {
  override readonly name = 'BatchError';
  readonly code: number;

  constructor(code: number) {
    super(`The transactional batch failed with status ${code}.`);
    this.code = code;
  }
}

/** Status of the operations of a batch that would have succeeded, had another one not failed. */
const failedDependency = 424;

/**
 * Runs up to 100 operations of one partition, in order: all of them or none
 * (https://learn.microsoft.com/azure/cosmos-db/nosql/transactional-batch).
 * @returns what became of each operation.
 * @throws {BatchError} for which `isConflict` and the others tell what one operation found; SERVICE_UNAVAILABLE.
 */
export async function runBatch(
  container: Container,
  partitionKey: string,
  operations: OperationInput[],
): Promise<readonly OperationResponse[]> {
  return runOperation(async () => {
    const { result = [], code = 200 } = await container.items.batch(operations, partitionKey).catch(unwrap);
    const failure = result.find(({ statusCode }) => statusCode >= 400 && statusCode !== failedDependency);
    if (failure || code >= 400) throw new BatchError(failure?.statusCode ?? code);
    return result;
  });
}

/** The SDK wraps what a batch failed for in an error without a code. */
function unwrap(error: unknown): never {
  throw error instanceof Error && error.cause instanceof Error ? error.cause : error;
}
