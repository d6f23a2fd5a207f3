import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';

/** An operation that is valid, and in what. */
export interface ValidOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** The one that clients see. */
  readonly schema: GraphQLSchema;
}

/** What is known of an operation when its answer is there: for a subscription, when it can start. */
export interface EndedOperation {
  /** Undefined where the document has not the operation that was asked for, or is not valid. */
  readonly type: 'query' | 'mutation' | 'subscription' | undefined;
  /** As the document names it; undefined where it does not. */
  readonly name: string | undefined;
  /** As the headers `apollographql-client-name` and `apollographql-client-version` tell. */
  readonly client: { readonly name: string | undefined; readonly version: string | undefined };
  /** Codes of the answer's errors, each once, in their order. */
  readonly codes: readonly string[];
  readonly durationMs: number;
  /** Who asked, and the session that they asked in, where they are known. */
  readonly userId?: string | undefined;
  readonly sessionId?: string | undefined;
  /** Undefined where the document is not valid, or nobody has looked. */
  readonly valid?: ValidOperation | undefined;
  /** As they came; undefined where nobody has looked. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}
