import {
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import type { TestResolvers, TypeResolvers } from './test-subgraph.ts';

/** Gives a schema the resolvers of all subgraphs. Those of an interface object go to every type of the interface. */
export function addResolvers(schema: GraphQLSchema, allResolvers: readonly TestResolvers[]): void {
  for (const resolvers of allResolvers) {
    for (const [typeName, typeResolvers] of Object.entries(resolvers)) {
      const type = schema.getType(typeName);
      const { __resolveType: resolveType, ...fields } = typeResolvers as TypeResolvers;
      if (isAbstractType(type) && resolveType) type.resolveType = (value) => resolveType(value as never);
      if (isObjectType(type)) addFields(type.name, fields, schema);
      if (!isInterfaceType(type)) continue;
      for (const { name } of schema.getPossibleTypes(type)) addFields(name, fields, schema);
    }
  }
}

function addFields(
  typeName: string,
  resolvers: Omit<TypeResolvers, '__resolveType'>,
  schema: GraphQLSchema,
): void {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) return;
  for (const [name, field] of Object.entries(type.getFields())) {
    const resolve = Object.hasOwn(resolvers, name) && resolvers[name];
    if (resolve) field.resolve = resolve as GraphQLFieldResolver<unknown, unknown>;
    else field.resolve ??= defaultFieldResolver;
  }
}
