import type { Container } from '@azure/cosmos';
import { isNotFound } from '@headgate/cosmos/cosmos-errors.ts';
import { runOperation } from '@headgate/cosmos/run-operation.ts';
import { runQuery } from '@headgate/cosmos/run-query.ts';
import type { DeadLetters } from './replay-dead-letters.ts';

/** Opens the container of dead letters for a replay. */
export function createDeadLetters(container: Container): DeadLetters {
  return {
    list: (functionName, limit) =>
      runQuery(container, {
        query: 'SELECT TOP @limit * FROM c WHERE c.isWhole = true ORDER BY c.diedAt ASC',
        parameters: { '@limit': limit },
        partitionKey: functionName,
      }),
    async remove({ id, functionName }) {
      await runOperation((abortSignal) => container.item(id, functionName).delete({ abortSignal })).catch(
        (error: unknown) => {
          // Another replay was quicker.
          if (!isNotFound(error)) throw error;
        },
      );
    },
  };
}
