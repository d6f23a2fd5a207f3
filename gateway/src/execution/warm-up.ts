import { type GraphQLSchema, validate } from 'graphql';
import type { Engine, PreparedOperation } from './engine.ts';

/** Prepares operations of another engine; those that are not valid any more, or cannot be planned, are left out. */
export async function warmUp(
  operations: readonly PreparedOperation[],
  schema: GraphQLSchema,
  prepare: Engine['prepare'],
): Promise<void> {
  for (const { document, operationName, isIncremental } of operations) {
    if (validate(schema, document).length > 0) continue;
    // Whoever asks for it will be told.
    await prepare(document, operationName, { isIncremental }).catch(() => undefined);
  }
}
