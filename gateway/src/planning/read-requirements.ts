import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { getOrInsert } from '../get-or-insert.ts';
import { readGraphNames } from './read-graph-names.ts';

/** What a field with `@requires` needs to be in its representation. */
export interface Requirement {
  /** The fields at the top of the representation. */
  readonly inputs: ReadonlySet<string>;
  /** Those and the fields inside of them. */
  readonly allNames: ReadonlySet<string>;
}

/** The inputs of all fields of a supergraph. */
export interface Requirements {
  find(subgraph: string, typeName: string, fieldName: string): Requirement | undefined;
  /** Whether a field is part of a key of the type in the subgraph. */
  isKeyField(subgraph: string, typeName: string, fieldName: string): boolean;
}

/** Reads the keys and the `@requires` of a supergraph. */
export function readRequirements(document: DocumentNode): Requirements {
  const graphNames = readGraphNames(document);
  const requirements = new Map<string, Requirement>();
  const keyFields = new Map<string, Set<string>>();

  for (const type of document.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const typeName = type.name.value;
    for (const { subgraph, fieldSet } of readFieldSets(type.directives, 'join__type', 'key')) {
      const names = getOrInsert(keyFields, `${subgraph}|${typeName}`, () => new Set<string>());
      for (const name of topNames(parseFieldSet(fieldSet))) names.add(name);
    }
    for (const field of type.fields ?? []) {
      for (const { subgraph, fieldSet } of readFieldSets(field.directives, 'join__field', 'requires')) {
        const set = parseFieldSet(fieldSet);
        const allNames = new Set<string>();
        visit(set, { Field: ({ name }) => void allNames.add(name.value) });
        const requirement = { inputs: new Set(topNames(set)), allNames };
        requirements.set(`${subgraph}|${typeName}.${field.name.value}`, requirement);
      }
    }
  }

  function readFieldSets(
    directives: readonly ConstDirectiveNode[] | undefined,
    directiveName: string,
    argumentName: string,
  ): readonly { readonly subgraph: string; readonly fieldSet: string }[] {
    return (directives ?? []).flatMap((directive) => {
      if (directive.name.value !== directiveName) return [];
      const fieldSet = directive.arguments?.find(({ name }) => name.value === argumentName)?.value;
      const graph = directive.arguments?.find(({ name }) => name.value === 'graph')?.value;
      if (fieldSet?.kind !== Kind.STRING || graph?.kind !== Kind.ENUM) return [];
      return [{ subgraph: graphNames.get(graph.value) ?? graph.value, fieldSet: fieldSet.value }];
    });
  }

  return {
    find: (subgraph, typeName, fieldName) => requirements.get(`${subgraph}|${typeName}.${fieldName}`),
    isKeyField: (subgraph, typeName, fieldName) =>
      keyFields.get(`${subgraph}|${typeName}`)?.has(fieldName) === true,
  };
}

function parseFieldSet(fieldSet: string): SelectionSetNode {
  return (parse(`{${fieldSet}}`, { noLocation: true }).definitions[0] as OperationDefinitionNode)
    .selectionSet;
}

function topNames({ selections }: SelectionSetNode): readonly string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [(selection as FieldNode).name.value];
    return selection.kind === Kind.INLINE_FRAGMENT ? topNames(selection.selectionSet) : [];
  });
}
