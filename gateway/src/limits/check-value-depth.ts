import type { GraphQLError } from 'graphql';
import { createGraphQLError } from '../errors.ts';
import { isDeeper } from '../values/is-deeper.ts';

/**
 * Finds values nested deeper than `maxDepth` in what a request brings beside its document: variables are coerced,
 * compared and written by functions that call themselves for each level.
 */
export function checkValueDepth(value: unknown, maxDepth: number): GraphQLError | undefined {
  if (!isDeeper(value, maxDepth)) return undefined;
  return createGraphQLError('MAX_DEPTH_LIMIT', {
    message: `The variables are nested deeper than this gateway accepts. It accepts ${maxDepth} levels.`,
  });
}
