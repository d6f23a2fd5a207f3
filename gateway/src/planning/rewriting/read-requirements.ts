import {
  type ConstDirectiveNode,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  parse,
  type SelectionSetNode,
  type TypeNode,
  visit,
} from 'graphql';
import { getOrInsert } from '../../values/get-or-insert.ts';
import { readGraphNames } from './read-graph-names.ts';

/** What a field with `@requires` needs to be in its representation. */
export interface Requirement {
  /** The leaves of the representation, as paths of fields: `size`, `owner.name`. */
  readonly inputs: ReadonlySet<string>;
  /** The names of all fields in it. */
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
  /** Whether a leaf, as a path of fields, is part of a key of the type in the subgraph. */
  isKeyField(subgraph: string, typeName: string, path: string): boolean;
  /** The keys by which a subgraph resolves a type, each as the paths of its leaves. None of what it does not declare. */
  listKeys(subgraph: string, typeName: string): readonly (readonly string[])[];
  /** The first key by which a subgraph resolves a type. */
  findKey(subgraph: string, typeName: string): SelectionSetNode | undefined;
  findFieldType(typeName: string, fieldName: string): FieldType | undefined;
  isInterface(typeName: string): boolean;
  readonly rootTypes: Readonly<Record<OperationTypeNode, string>>;
  /** Whether a field with `@requires` is required by another. */
  readonly hasChains: boolean;
}

interface FieldSet {
  readonly subgraph: string;
  readonly fieldSet: string;
  /** Whether the subgraph answers to it, if it is a key. */
  readonly isResolvable: boolean;
}

/** Reads the keys and the `@requires` of a supergraph. */
export function readRequirements(document: DocumentNode): Requirements {
  const graphNames = readGraphNames(document);
  const requirements = new Map<string, Requirement>();
  const keyFields = new Map<string, Set<string>>();
  const keys = new Map<string, SelectionSetNode[]>();
  const fieldTypes = new Map<string, FieldType>();
  const interfaces = new Set<string>();
  const computed = new Set<string>();
  const required = new Set<string>();

  for (const type of document.definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    const typeName = type.name.value;
    if (type.kind === Kind.INTERFACE_TYPE_DEFINITION) interfaces.add(typeName);
    for (const { subgraph, fieldSet, isResolvable } of readFieldSets(type.directives, 'join__type', 'key')) {
      const names = getOrInsert(keyFields, `${subgraph}|${typeName}`, () => new Set<string>());
      const key = parseFieldSet(fieldSet);
      for (const path of leafPaths(key)) names.add(path);
      if (isResolvable) getOrInsert(keys, `${subgraph}|${typeName}`, (): SelectionSetNode[] => []).push(key);
    }
    for (const field of type.fields ?? []) {
      fieldTypes.set(`${typeName}.${field.name.value}`, readFieldType(field.type));
      for (const { subgraph, fieldSet } of readFieldSets(field.directives, 'join__field', 'requires')) {
        const set = parseFieldSet(fieldSet);
        const allNames = new Set<string>();
        visit(set, { Field: ({ name }) => void allNames.add(name.value) });
        computed.add(field.name.value);
        for (const name of allNames) required.add(name);
        const requirement = { inputs: new Set(leafPaths(set)), allNames, selectionSet: set };
        requirements.set(`${subgraph}|${typeName}.${field.name.value}`, requirement);
      }
    }
  }

  function readFieldSets(
    directives: readonly ConstDirectiveNode[] | undefined,
    directiveName: string,
    argumentName: string,
  ): readonly FieldSet[] {
    return (directives ?? []).flatMap((directive) => {
      if (directive.name.value !== directiveName) return [];
      const fieldSet = directive.arguments?.find(({ name }) => name.value === argumentName)?.value;
      const graph = directive.arguments?.find(({ name }) => name.value === 'graph')?.value;
      if (fieldSet?.kind !== Kind.STRING || graph?.kind !== Kind.ENUM) return [];
      const resolvable = directive.arguments?.find(({ name }) => name.value === 'resolvable')?.value;
      return [
        {
          subgraph: graphNames.get(graph.value) ?? graph.value,
          fieldSet: fieldSet.value,
          isResolvable: resolvable?.kind !== Kind.BOOLEAN || resolvable.value,
        },
      ];
    });
  }

  return {
    find: (subgraph, typeName, fieldName) => requirements.get(`${subgraph}|${typeName}.${fieldName}`),
    isKeyField: (subgraph, typeName, path) => keyFields.get(`${subgraph}|${typeName}`)?.has(path) === true,
    listKeys: (subgraph, typeName) => (keys.get(`${subgraph}|${typeName}`) ?? []).map(leafPaths),
    findKey: (subgraph, typeName) => keys.get(`${subgraph}|${typeName}`)?.[0],
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

function leafPaths({ selections }: SelectionSetNode): readonly string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    const inner = selection.selectionSet && leafPaths(selection.selectionSet);
    if (selection.kind === Kind.INLINE_FRAGMENT) return inner ?? [];
    const { value: name } = selection.name;
    return inner?.map((path) => `${name}.${path}`) ?? [name];
  });
}
