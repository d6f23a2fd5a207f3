import {
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { AccessRules, Requirement } from './access-rules.ts';

/** Lists the requirements that the answer to a document may depend on, those of types behind abstract ones included. */
export function listRequirements(
  document: DocumentNode,
  schema: GraphQLSchema,
  { ofTypes, ofFields }: AccessRules,
): readonly Requirement[] {
  const found = new Set<Requirement>();
  const types = new TypeInfo(schema);

  function add(requirement: Requirement | undefined): void {
    if (requirement) found.add(requirement);
  }

  function addType(type: GraphQLNamedType): void {
    add(ofTypes.get(type.name));
    for (const one of isAbstractType(type) ? schema.getPossibleTypes(type) : []) add(ofTypes.get(one.name));
  }

  function addField(type: GraphQLNamedType, name: string): void {
    if (!isObjectType(type) && !isInterfaceType(type)) return;
    add(ofTypes.get(type.name));
    add(ofFields.get(`${type.name}.${name}`));
    const field = type.getFields()[name];
    if (field) addType(getNamedType(field.type));
    for (const one of isInterfaceType(type) ? schema.getPossibleTypes(type) : []) addField(one, name);
  }

  visit(
    document,
    visitWithTypeInfo(types, {
      Field({ name }) {
        const parent = types.getParentType();
        if (parent && !name.value.startsWith('__')) addField(parent, name.value);
      },
    }),
  );
  return [...found].sort((a, b) => a.id - b.id);
}
