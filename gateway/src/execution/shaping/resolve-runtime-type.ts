import {
  type GraphQLCompositeType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
} from 'graphql';

/** The type of an object: an interface when it came from an interface object and nobody asked for more. */
export type RuntimeType = GraphQLObjectType | GraphQLInterfaceType;

/** Finds the type of an object at a place of a type, from what the subgraph says of it; undefined when that does not fit. */
export function resolveRuntimeType(
  type: GraphQLCompositeType,
  typeName: unknown,
  schema: GraphQLSchema,
): RuntimeType | undefined {
  if (isObjectType(type)) return typeName === undefined || typeName === type.name ? type : undefined;
  if (typeName === undefined && isInterfaceType(type)) return type;
  if (typeof typeName !== 'string') return undefined;
  const runtimeType = schema.getType(typeName);
  if (!isObjectType(runtimeType) && !isInterfaceType(runtimeType)) return undefined;
  return runtimeType === type || schema.isSubType(type, runtimeType) ? runtimeType : undefined;
}
