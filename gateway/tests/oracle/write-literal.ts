import { type GraphQLInputType, getNullableType, isEnumType, isInputObjectType, isListType } from 'graphql';

/** Writes a JSON value in the syntax of GraphQL. Without a type, what a custom scalar takes. */
export function writeLiteral(value: unknown, inputType: GraphQLInputType | undefined): string {
  const type = inputType && getNullableType(inputType);
  if (value === null) return 'null';
  if (Array.isArray(value)) {
    const itemType = isListType(type) ? type.ofType : type;
    return `[${value.map((item) => writeLiteral(item, itemType)).join(', ')}]`;
  }
  if (isListType(type)) return writeLiteral(value, type.ofType);
  if (isEnumType(type)) return String(value);
  if (typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => {
    const memberType = isInputObjectType(type) ? type.getFields()[name]?.type : undefined;
    return `${name}: ${writeLiteral(member, memberType)}`;
  });
  return `{ ${members.join(', ')} }`;
}
