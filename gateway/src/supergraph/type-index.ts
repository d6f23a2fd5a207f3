import {
  isAbstractType,
  isInterfaceType,
  isObjectType,
  possibleRuntimeTypes,
  type Schema,
} from '@apollo/federation-internals';

/** Which object types a type name stands for, in the whole supergraph. */
export interface TypeIndex {
  isObjectType(name: string): boolean;
  /** Whether there is an object, interface or union of this name. */
  isComposite(name: string): boolean;
  /** Whether any type has a field of this name. */
  isFieldName(name: string): boolean;
  /** Whether an object that a subgraph calls `name` meets the type condition; an interface object may bear the name of an interface. */
  meets(name: string, condition: string): boolean;
  /** The fields of a type's keys, if some subgraph only refers to the type. */
  keysOfReference(name: string): ReadonlySet<string> | undefined;
}

/** Reads the types of a supergraph schema once. */
export function createTypeIndex(
  schema: Schema,
  references: ReadonlyMap<string, ReadonlySet<string>>,
): TypeIndex {
  const objects = new Set<string>();
  const fieldNames = new Set<string>();
  const membersByCondition = new Map<string, ReadonlySet<string>>();
  for (const type of schema.types()) {
    if (isObjectType(type)) objects.add(type.name);
    if (isObjectType(type) || isInterfaceType(type))
      for (const { name } of type.fields()) fieldNames.add(name);
    if (!isAbstractType(type)) continue;
    const members = new Set(possibleRuntimeTypes(type).map(({ name }) => name));
    for (const inner of schema.interfaceTypes()) {
      if (type.kind === 'InterfaceType' && inner.implementsInterface(type.name)) members.add(inner.name);
    }
    membersByCondition.set(type.name, members);
  }
  return {
    isObjectType: (name) => objects.has(name),
    isComposite: (name) => objects.has(name) || membersByCondition.has(name),
    keysOfReference: (name) => references.get(name),
    isFieldName: (name) => fieldNames.has(name),
    meets: (name, condition) => name === condition || membersByCondition.get(condition)?.has(name) === true,
  };
}
