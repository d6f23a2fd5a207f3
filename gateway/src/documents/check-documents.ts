import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { PersistedDocument } from './persisted-document.ts';

/** A persisted document that clients would ask for in vain, and why. */
export interface DocumentProblem {
  readonly id: string;
  readonly name: string;
  readonly clientName: string | null;
  readonly reason: string;
}

export interface CheckDocumentsOptions {
  readonly schema: GraphQLSchema;
  /** Finds in its text why a document would be refused before it is validated. */
  readonly checkText: (body: string) => GraphQLError | undefined;
  /** Plans an operation, so that the first client need not wait for it. */
  readonly plan: (document: DocumentNode, operationName: string | undefined) => Promise<unknown>;
  /** Ends the work early, when something newer is to be checked. */
  readonly signal: AbortSignal;
}

/** Parses documents, validates them against a schema and plans them, one a turn, since clients are served meanwhile. */
export async function checkDocuments(
  documents: readonly PersistedDocument[],
  { schema, checkText, plan, signal }: CheckDocumentsOptions,
): Promise<readonly DocumentProblem[]> {
  const problems: DocumentProblem[] = [];
  for (const { id, name, clientName, body } of documents) {
    await nextTurn();
    if (signal.aborted) return problems;
    try {
      const refusal = checkText(body);
      if (refusal) throw refusal;
      const document = parse(body);
      const [error] = validate(schema, document, specifiedRules, { maxErrors: 1 });
      if (error) throw error;
      // The name of a manifest is for people; a document with one operation is run without one.
      await plan(document, undefined);
    } catch (error) {
      problems.push({
        id,
        name,
        clientName,
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  }
  return problems;
}
