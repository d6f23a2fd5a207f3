import { rememberByText } from '@headgate/service/remember-by-text.ts';
import type { GraphQLError } from 'graphql';
import { checkNesting } from '../../limits/check-nesting.ts';
import { checkRootConditions } from '../../subscriptions/check-root-conditions.ts';

export interface CheckDocumentOptions {
  /** How deep brackets may be nested. */
  readonly maxNesting: number;
  readonly maxTokens: number;
}

/** Finds in the text of a document what parser and validation rules of graphql-js would break at. */
export type CheckDocument = (source: string) => GraphQLError | undefined;

/** Makes a check that remembers what it found in the latest documents. */
export function createCheckDocument({ maxNesting, maxTokens }: CheckDocumentOptions): CheckDocument {
  return rememberByText(
    (source) => checkNesting(source, maxNesting) ?? checkRootConditions(source, maxTokens),
    { max: 1_000 },
  );
}
