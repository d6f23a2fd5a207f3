import {
  type DocumentNode,
  type FieldNode,
  type GraphQLInterfaceType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isRequiredArgument,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * Leaves `__typename` of interfaces that no type implements out of a document: where only interface objects declare them,
 * no subgraph knows it, and the planner fails on the whole operation. The answer says so at its place.
 */
export function dropUnknowableTypes(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const unknowable = new Set(
    Object.values(schema.getTypeMap()).filter(
      (type) => isInterfaceType(type) && schema.getPossibleTypes(type).length === 0,
    ),
  );
  if (unknowable.size === 0) return document;
  const types = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet: {
        leave(set) {
          const type = types.getParentType();
          if (!isInterfaceType(type) || !unknowable.has(type)) return undefined;
          const known = set.selections.filter(
            (node) => node.kind !== Kind.FIELD || node.name.value !== '__typename',
          );
          if (known.length === set.selections.length) return undefined;
          // Whether the object is there is asked by any field that a subgraph knows.
          return { ...set, selections: known.length > 0 ? known : [...selectLeaf(type)] };
        },
      },
    }),
  );
}

function selectLeaf(type: GraphQLInterfaceType): readonly FieldNode[] {
  const leaf = Object.values(type.getFields()).find(
    (field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument),
  );
  return leaf ? [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: leaf.name } }] : [];
}
