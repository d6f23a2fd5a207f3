import {
  type FieldNode,
  Kind,
  type NameNode,
  OperationTypeNode,
  print,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import { readOperation } from '../../planning/fetches/fetch-documents.ts';
import { compileRequestBody, type WriteRequestBody } from './compile-request-body.ts';
import type { EntityOperation } from './entities/entity-operation.ts';

/** One operation that does the work of several: the answer of each is under its alias. */
export interface AliasedOperation {
  readonly writeBody: WriteRequestBody;
}

/** The alias of the n-th operation, and the variable that holds its representations. */
export const aliasOf = (index: number): string => `_e${index}`;
export const representationsOf = (index: number): string => `representations${index}`;

/** Joins `_entities` operations of one plan. Variables of the client, which have one meaning in all of them, are shared. */
export function aliasOperations(operations: readonly EntityOperation[]): AliasedOperation {
  const renamed = operations.map(({ text }, index) =>
    visit(readOperation(text), {
      Variable: (node) =>
        node.name.value === 'representations'
          ? { ...node, name: toName(representationsOf(index)) }
          : undefined,
    }),
  );
  const selections = renamed.flatMap(({ selectionSet }, index) =>
    selectionSet.selections.map((selection) => ({
      ...(selection as FieldNode),
      alias: toName(aliasOf(index)),
    })),
  );
  const variables = new Map(
    renamed.flatMap(({ variableDefinitions }) =>
      (variableDefinitions ?? []).map((node) => [node.variable.name.value, node] as const),
    ),
  );
  const name = operations[0]?.name;
  const definition = {
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    ...(name && { name: toName(name) }),
    variableDefinitions: [...variables.values()],
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  } as const;
  return compileRequestBody({
    operation: stripIgnoredCharacters(print(definition)),
    operationName: name,
    variableUsages: [...new Set(operations.flatMap(({ variableUsages }) => variableUsages))],
  });
}

function toName(value: string): NameNode {
  return { kind: Kind.NAME, value };
}
