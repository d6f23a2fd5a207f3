import {
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { ValidOperation } from '../ports/ended-operation.ts';
import { selectDefinitions } from './select-definitions.ts';

/**
 * Lists the fields and arguments that an operation has, by their coordinates. What it has of an interface it has of each
 * type that implements it too, since none of them could lose it.
 */
export function listCoordinates({ document, operation, schema }: ValidOperation): readonly string[] {
  const coordinates = new Set<string>();
  const types = new TypeInfo(schema);
  visit(
    selectDefinitions(document, operation),
    visitWithTypeInfo(types, {
      Field(node) {
        const parent = types.getParentType();
        if (!parent || node.name.value.startsWith('__')) return;
        for (const name of listNames(schema, parent)) {
          const field = `${name}.${node.name.value}`;
          coordinates.add(field);
          for (const argument of node.arguments ?? []) coordinates.add(`${field}(${argument.name.value}:)`);
        }
      },
      ObjectField(node) {
        const parent = getNamedType(types.getParentInputType());
        if (parent) coordinates.add(`${parent.name}.${node.name.value}`);
      },
    }),
  );
  return [...coordinates].filter((name) => !name.startsWith('__')).sort();
}

function listNames(schema: GraphQLSchema, parent: GraphQLCompositeType): readonly string[] {
  if (!isInterfaceType(parent)) return [parent.name];
  const { objects, interfaces } = schema.getImplementations(parent);
  return [parent, ...objects, ...interfaces].map(({ name }) => name);
}
