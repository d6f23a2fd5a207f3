import {
  type DocumentNode,
  type GraphQLError,
  getOperationAST,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';
import type { PersistedQueryCache } from '../documents/create-persisted-query-cache.ts';
import type { ServedSupergraph } from '../subscriptions/served-supergraph.ts';
import { toGraphQLError } from './errors/format-errors.ts';
import type { OperationContext } from './operation-context.ts';
import type { OperationRequest } from './operation-request.ts';
import type { Hooks } from './plugins/compile-hooks.ts';
import type { Listeners } from './plugins/open-listeners.ts';
import type { DocumentStore } from './validation/create-document-store.ts';
import { refuseToWrite } from './validation/request-errors.ts';
import { hashSource, resolveSource, type Source } from './validation/resolve-source.ts';

export interface FoundOperation {
  readonly kind: 'found';
  readonly source: Source;
  readonly document: DocumentNode;
  /** Undefined where the document has none of that name, or several and no name is given. */
  readonly operation: OperationDefinitionNode | undefined;
}

export interface UnfoundOperation {
  readonly kind: 'refused';
  readonly errors: readonly GraphQLError[];
  readonly operation?: OperationDefinitionNode | undefined;
}

export interface FindOperationOptions {
  readonly documents: DocumentStore;
  readonly persistedQueries: PersistedQueryCache;
  /** Those of headgate's own plugins. Default: nobody listens. */
  readonly hooks?: Pick<Hooks, 'onRequest' | 'onOperation' | 'onAnswer'> | undefined;
  /** Told of the operation, where the document has the one that is asked for. */
  readonly onOperation: (operation: OperationDefinitionNode) => void;
}

/** Creates what finds the text, the document and the operation that a request asks for. */
export function createFindOperation(options: FindOperationOptions) {
  const { documents, persistedQueries } = options;
  const { onOperation } = options.hooks ?? {};

  return async function findOperation(
    served: ServedSupergraph,
    request: OperationRequest,
    { listeners, context }: { readonly listeners: Listeners | undefined; readonly context: OperationContext },
  ): Promise<FoundOperation | UnfoundOperation> {
    const schema = served.engine.apiSchema;
    let source: Source;
    try {
      const resolved = resolveSource(request, persistedQueries);
      source = resolved instanceof Promise ? await resolved : resolved;
    } catch (error) {
      return { kind: 'refused', errors: [toGraphQLError(error)] };
    }
    if (listeners) await tellSource(listeners, source);
    let document = documents.find(schema, source.text);
    if (!document) {
      const outcome = await documents.read(schema, source.text, listeners);
      if (outcome.kind === 'invalid') return { kind: 'refused', errors: outcome.errors };
      document = outcome.document;
    }
    const operation = getOperationAST(document, request.operationName) ?? undefined;
    if (operation) options.onOperation(operation);
    if (listeners) tellOperation(listeners, document, operation);
    if (request.isReadOnly && operation && operation.operation !== OperationTypeNode.QUERY) {
      return { kind: 'refused', errors: [refuseToWrite(operation.operation)], operation };
    }
    try {
      if (listeners) await listeners.didResolveOperation();
      if (onOperation && operation)
        await onOperation({ document, operation, variables: request.variables, schema, context });
    } catch (error) {
      return { kind: 'refused', errors: [toGraphQLError(error)], operation };
    }
    return { kind: 'found', source, document, operation };
  };
}

function tellOperation(
  { context }: Listeners,
  document: DocumentNode,
  operation: OperationDefinitionNode | undefined,
): void {
  context.document = document;
  context.operationName = operation?.name?.value ?? null;
  if (operation) context.operation = operation;
}

async function tellSource(listeners: Listeners, source: Source): Promise<void> {
  const { context } = listeners;
  context.queryHash = source.hash ?? hashSource(source.text);
  context.source = source.text;
  context.metrics.persistedQueryHit = source.persisted === 'hit';
  context.metrics.persistedQueryRegister = source.persisted === 'register';
  await listeners.didResolveSource();
}
