import {
  type GraphQLFieldConfig,
  GraphQLInterfaceType,
  GraphQLList,
  type GraphQLNamedType,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLSchema,
  GraphQLUnionType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';

/** Copies a schema with every output type nullable, so that an execution shows each null where it arises. */
export function nullableSchema(schema: GraphQLSchema): GraphQLSchema {
  const copies = new Map<string, GraphQLNamedType>();

  function copyNamed<Type extends GraphQLNamedType>(type: Type): Type {
    let copy = copies.get(type.name);
    if (copy === undefined) {
      copy = makeCopy(type);
      copies.set(type.name, copy);
    }
    return copy as Type;
  }

  function makeCopy(type: GraphQLNamedType): GraphQLNamedType {
    if (type.name.startsWith('__')) return type;
    if (isUnionType(type)) {
      const config = type.toConfig();
      return new GraphQLUnionType({ ...config, types: () => config.types.map(copyNamed) });
    }
    if (!isObjectType(type) && !isInterfaceType(type)) return type;
    const { interfaces, fields } = type.toConfig();
    const copied = { interfaces: () => interfaces.map(copyNamed), fields: () => mapFields(fields) };
    return isObjectType(type)
      ? new GraphQLObjectType({ ...type.toConfig(), ...copied })
      : new GraphQLInterfaceType({ ...type.toConfig(), ...copied });
  }

  function mapFields(fields: Record<string, GraphQLFieldConfig<unknown, unknown>>) {
    return Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, { ...field, type: copyType(field.type) }]),
    );
  }

  function copyType(type: GraphQLOutputType): GraphQLOutputType {
    if (isNonNullType(type)) return copyType(type.ofType);
    return isListType(type) ? new GraphQLList(copyType(type.ofType)) : copyNamed(type);
  }

  const config = schema.toConfig();
  return new GraphQLSchema({
    ...config,
    types: config.types.map(copyNamed),
    query: config.query && copyNamed(config.query),
    mutation: config.mutation && copyNamed(config.mutation),
    subscription: config.subscription && copyNamed(config.subscription),
  });
}
