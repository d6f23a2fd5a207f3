import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import { FinalError } from './final-error.ts';

/** An error that code of whoever runs the gateway has made for clients: they read it as it is. */
export class PublicError extends GraphQLError {}

/**
 * What code of others has thrown: a GraphQLError is made for clients to read, all else stays what it is, and is masked. Told
 * by its name, since theirs may come from another copy of `graphql`.
 */
export function toPublicError(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || thrown instanceof FinalError || thrown instanceof PublicError)
    return thrown;
  if (thrown.name !== 'GraphQLError') return thrown;
  const { nodes, source, positions, path, originalError, extensions } = thrown as GraphQLError;
  return new PublicError(thrown.message, {
    nodes,
    source,
    positions,
    path,
    originalError,
    extensions,
  } as GraphQLErrorOptions);
}
