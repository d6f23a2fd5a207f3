import { type GraphQLSchema, getOperationAST } from 'graphql';
import type { EndedOperation } from '../ports/ended-operation.ts';
import type { FindOperationOptions } from './find-operation.ts';
import type { OperationRequest } from './operation-request.ts';
import { readClient } from './read-client.ts';
import { resolveSource } from './validation/resolve-source.ts';

/** An operation whose answer was there already. */
export type KeptOperation = Pick<OperationRequest, 'query' | 'operationName' | 'variables' | 'extensions'> & {
  readonly headers: Readonly<Record<string, string>>;
  /** By `performance.now()`. */
  readonly startedMs: number;
};

/**
 * Creates what tells of operations that were not run, since their answers were kept. Their documents are known as a rule; one
 * that another gateway has run is read once.
 */
export function createObserveKept(
  { documents, persistedQueries, onOperation }: Omit<FindOperationOptions, 'hooks'>,
  onEnd: (ended: EndedOperation) => void,
) {
  async function find(schema: GraphQLSchema, kept: KeptOperation) {
    const resolved = resolveSource(kept, persistedQueries);
    const { text } = resolved instanceof Promise ? await resolved : resolved;
    const known = documents.find(schema, text);
    if (known) return known;
    const outcome = await documents.read(schema, text, undefined);
    return outcome.kind === 'valid' ? outcome.document : undefined;
  }

  return async (schema: GraphQLSchema, kept: KeptOperation): Promise<void> => {
    const document = await find(schema, kept).catch(() => undefined);
    const operation = document && getOperationAST(document, kept.operationName);
    if (!operation) return;
    onOperation(operation);
    onEnd({
      type: operation.operation,
      name: operation.name?.value,
      client: readClient(kept.headers),
      codes: [],
      durationMs: performance.now() - kept.startedMs,
      valid: { document, operation, schema },
      variables: kept.variables,
    });
  };
}
