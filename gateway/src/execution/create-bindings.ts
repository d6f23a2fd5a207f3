import type { DocumentNode, GraphQLSchema } from 'graphql';
import { type LiftedDocument, liftLiterals } from '../planning/operation/lift-literals.ts';
import type { PreparedOperation, SubscriptionSource } from './engine.ts';
import type { CompiledOperation } from './prepare-operation.ts';

/** An operation of a document: compiled for all that differ from it in literals alone, and the literals of this one. */
export interface BoundOperation {
  readonly compiled: CompiledOperation;
  readonly lifted: LiftedDocument;
}

/** What one engine knows of documents and of the operations that it handed out. */
export interface Bindings {
  lift(document: DocumentNode): LiftedDocument;
  /** The operation of a document: the same each time, and for all documents that say the same without literals. */
  bind(document: DocumentNode, compiled: CompiledOperation): PreparedOperation;
  /** @throws TypeError when another engine prepared the operation */
  find(operation: PreparedOperation): BoundOperation;
}

/** Remembers documents by identity, since a server parses each text once. */
export function createBindings(schema: GraphQLSchema): Bindings {
  const documents = new WeakMap<
    DocumentNode,
    { readonly lifted: LiftedDocument; readonly operations: WeakMap<CompiledOperation, PreparedOperation> }
  >();
  const bound = new WeakMap<PreparedOperation, BoundOperation>();

  function know(document: DocumentNode) {
    let known = documents.get(document);
    if (known === undefined) {
      known = { lifted: liftLiterals(document, schema), operations: new WeakMap() };
      documents.set(document, known);
    }
    return known;
  }

  return {
    lift: (document) => know(document).lifted,
    bind(document, compiled) {
      const { lifted, operations } = know(document);
      let operation = operations.get(compiled);
      if (operation === undefined) {
        operation = describeOperation(document, compiled, lifted);
        operations.set(compiled, operation);
        bound.set(operation, { compiled, lifted });
      }
      return operation;
    },
    find(operation) {
      const found = bound.get(operation);
      if (found === undefined) throw new TypeError('The operation was prepared by another engine');
      return found;
    },
  };
}

function describeOperation(
  document: DocumentNode,
  { prepared }: CompiledOperation,
  lifted: LiftedDocument,
): PreparedOperation {
  // Documents that say the same without literals have one operation.
  if (lifted.document === document) return prepared;
  const { subscription } = prepared;
  const source = subscription && bindSource(subscription, lifted);
  return { ...prepared, document, ...(source && { subscription: source }) };
}

function bindSource(source: SubscriptionSource, lifted: LiftedDocument): SubscriptionSource {
  return { ...source, selectVariables: (variables) => source.selectVariables(lifted.bind(variables)) };
}
