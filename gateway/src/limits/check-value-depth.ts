import type { GraphQLError } from 'graphql';
import { createGraphQLError } from '../errors.ts';

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

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const one of Array.isArray(value) ? value : Object.values(value)) {
    if (isDeeper(one, levels - 1)) return true;
  }
  return false;
}
