import {
  type GraphQLSchema,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
} from 'graphql';

/** Lists the fields, arguments and input fields that a schema has, by their coordinates. */
export function listSchemaCoordinates(schema: GraphQLSchema): readonly string[] {
  const coordinates: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type)) continue;
    if (isInputObjectType(type)) {
      for (const name of Object.keys(type.getFields())) coordinates.push(`${type.name}.${name}`);
    } else if (isObjectType(type) || isInterfaceType(type)) {
      for (const { name, args } of Object.values(type.getFields())) {
        coordinates.push(`${type.name}.${name}`);
        for (const argument of args) coordinates.push(`${type.name}.${name}(${argument.name}:)`);
      }
    }
  }
  return coordinates;
}
