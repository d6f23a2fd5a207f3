import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { EndPhase, Listeners } from '../plugins/open-listeners.ts';
import { createParseError, createValidationError, type RequestError } from './request-errors.ts';

export interface DocumentStoreOptions {
  /** A document of more tokens is refused. */
  readonly maxTokens: number;
  /** Applied after those of the specification. */
  readonly rules: readonly ValidationRule[];
}

/** A document that is valid in a schema, or why it is not. */
export type DocumentOutcome =
  | { readonly kind: 'valid'; readonly document: DocumentNode }
  | { readonly kind: 'invalid'; readonly errors: readonly RequestError[] };

/** Parses and validates documents; remembers the valid ones of the latest schema. */
export interface DocumentStore {
  /** A document that was found valid before. */
  find(schema: GraphQLSchema, text: string): DocumentNode | undefined;
  read(schema: GraphQLSchema, text: string, listeners: Listeners | undefined): Promise<DocumentOutcome>;
}

/** In characters of source text; a document takes some twenty times as much memory. */
const maxRememberedLength = 2 * 2 ** 20;

const endNothing: EndPhase<never> = () => undefined;

export function createDocumentStore({ maxTokens, rules }: DocumentStoreOptions): DocumentStore {
  const allRules = [...specifiedRules, ...rules];
  const documents = new LRUCache<string, DocumentNode>({
    maxSize: maxRememberedLength,
    sizeCalculation: (_, text) => text.length + 100,
  });
  let validIn: GraphQLSchema | undefined;
  return {
    find(schema, text) {
      return validIn === schema ? documents.get(text) : undefined;
    },
    async read(schema, text, listeners) {
      const endParsing = listeners ? await listeners.startParsing() : endNothing;
      let document: DocumentNode;
      try {
        document = parse(text, { maxTokens });
      } catch (thrown) {
        const error = thrown instanceof Error ? thrown : new Error(String(thrown));
        endParsing(error as never);
        const syntax =
          error instanceof GraphQLError ? error : new GraphQLError(error.message, { originalError: error });
        return { kind: 'invalid', errors: [createParseError(syntax)] };
      }
      if (listeners) listeners.context.document = document;
      endParsing();
      const endValidation = listeners ? await listeners.startValidation() : endNothing;
      const errors = validate(schema, document, allRules);
      if (errors.length > 0) {
        endValidation(errors as never);
        return { kind: 'invalid', errors: errors.map(createValidationError) };
      }
      endValidation();
      if (validIn !== schema) documents.clear();
      validIn = schema;
      documents.set(text, document);
      return { kind: 'valid', document };
    },
  };
}
