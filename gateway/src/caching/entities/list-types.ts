import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** The names of the composite types that a document selects fields of, root types excepted. */
export function listTypes(document: DocumentNode, schema: GraphQLSchema): readonly string[] {
  const names = new Set<string>();
  const typeInfo = new TypeInfo(schema);
  const add = () => {
    const type = getNamedType(typeInfo.getType());
    if (isCompositeType(type)) names.add(type.name);
  };
  visit(document, visitWithTypeInfo(typeInfo, { Field: add, InlineFragment: add, FragmentDefinition: add }));
  for (const root of [schema.getQueryType(), schema.getMutationType()]) if (root) names.delete(root.name);
  return [...names];
}
