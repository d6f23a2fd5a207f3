import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  parse,
  type SelectionSetNode,
  type TypeNode,
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
  readonly selectionSet: SelectionSetNode;
}

/** The type of a field: its name, and how many lists are around it. */
export interface FieldType {
  readonly name: string;
  readonly lists: number;
}

/** The inputs of all fields of a supergraph. */
export interface Requirements {
  find(subgraph: string, typeName: string, fieldName: string): Requirement | undefined;
  /** Whether a field is part of a key of the type in the subgraph. */
  isKeyField(subgraph: string, typeName: string, fieldName: string): boolean;
  /** The first key by which a subgraph resolves a type. */
  findKey(subgraph: string, typeName: string): SelectionSetNode | undefined;
  findFieldType(typeName: string, fieldName: string): FieldType | undefined;
  isInterface(typeName: string): boolean;
  readonly rootTypes: Readonly<Record<OperationTypeNode, string>>;
  /** Whether a field with `@requires` is required by another. */
  readonly hasChains: boolean;
}

/** Reads the keys and the `@requires` of a supergraph. */
export function readRequirements(document: DocumentNode): Requirements {
  const graphNames = readGraphNames(document);
  const requirements = new Map<string, Requirement>();
  const keyFields = new Map<string, Set<string>>();
  const keys = new Map<string, SelectionSetNode>();
  const fieldTypes = new Map<string, FieldType>();
  const interfaces = new Set<string>();
  const computed = new Set<string>();
  const required = new Set<string>();

  for (const type of document.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const typeName = type.name.value;
    if (type.kind === Kind.INTERFACE_TYPE_DEFINITION) interfaces.add(typeName);
    for (const { subgraph, fieldSet } of readFieldSets(type.directives, 'join__type', 'key')) {
      const names = getOrInsert(keyFields, `${subgraph}|${typeName}`, () => new Set<string>());
      const key = parseFieldSet(fieldSet);
      for (const name of topNames(key)) names.add(name);
      // Resolvable keys come first in a planning supergraph.
      getOrInsert(keys, `${subgraph}|${typeName}`, () => key);
    }
    for (const field of type.fields ?? []) {
      fieldTypes.set(`${typeName}.${field.name.value}`, readFieldType(field.type));
      for (const { subgraph, fieldSet } of readFieldSets(field.directives, 'join__field', 'requires')) {
        const set = parseFieldSet(fieldSet);
        const allNames = new Set<string>();
        visit(set, { Field: ({ name }) => void allNames.add(name.value) });
        computed.add(field.name.value);
        for (const name of allNames) required.add(name);
        const requirement = { inputs: new Set(topNames(set)), allNames, selectionSet: set };
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
    findKey: (subgraph, typeName) => keys.get(`${subgraph}|${typeName}`),
    findFieldType: (typeName, fieldName) => fieldTypes.get(`${typeName}.${fieldName}`),
    isInterface: (typeName) => interfaces.has(typeName),
    rootTypes: readRootTypes(document),
    hasChains: !computed.isDisjointFrom(required),
  };
}

function readRootTypes({ definitions }: DocumentNode): Record<OperationTypeNode, string> {
  const names = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };
  for (const definition of definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION) continue;
    for (const { operation, type } of definition.operationTypes) names[operation] = type.name.value;
  }
  return names;
}

function readFieldType(type: TypeNode): FieldType {
  if (type.kind === Kind.NAMED_TYPE) return { name: type.name.value, lists: 0 };
  const { name, lists } = readFieldType(type.type);
  return { name, lists: lists + (type.kind === Kind.LIST_TYPE ? 1 : 0) };
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
