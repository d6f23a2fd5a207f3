import { type OperationDefinitionNode, visit } from 'graphql';

/** An operation that declares no variable it does not use, and the names of those it uses. */
export interface PrunedOperation {
  readonly operation: OperationDefinitionNode;
  readonly variables: ReadonlySet<string>;
}

/** Drops the declarations that an operation no longer needs once selections have been taken out of it. */
export function pruneVariables(operation: OperationDefinitionNode): PrunedOperation {
  const variables = new Set<string>();
  visit(operation, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void variables.add(name.value),
  });
  const variableDefinitions =
    operation.variableDefinitions?.filter(({ variable }) => variables.has(variable.name.value)) ?? [];
  return { operation: { ...operation, variableDefinitions }, variables };
}
