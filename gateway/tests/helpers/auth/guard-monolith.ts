import {
  type DocumentNode,
  defaultFieldResolver,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** What a caller may not see: names of types, and `Type.field`. */
export type Forbidden = ReadonlySet<string>;

/** The text of every error of a guard. */
export const refusal = 'Unauthorized field or type';

/** Makes every resolver of a schema refuse what the context of an operation forbids, as one careful server would. */
export function guardMonolith(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve = defaultFieldResolver } = field;
      const valueType = getNamedType(field.type);
      field.resolve = async (parent, args, context, info) => {
        const { forbidden, refused } = context as GuardContext;
        const isForbidden = [type.name, `${type.name}.${field.name}`, valueType.name].some((name) =>
          forbidden.has(name),
        );
        if (isForbidden || info.fieldNodes.every((node) => refused.has(node))) throw new Error(refusal);
        const value = await resolve(parent, args, context, info);
        if (!isAbstractType(valueType)) return value;
        const typeOf = (one: unknown) =>
          (valueType.resolveType as unknown as (value: unknown) => string)(one);
        const guard = (one: unknown) => (one && forbidden.has(typeOf(one)) ? new Error(refusal) : one);
        return Array.isArray(value) ? value.map(guard) : guard(value);
      };
    }
  }
}

export interface GuardContext {
  readonly forbidden: Forbidden;
  /** Fields of interfaces that are forbidden as such, whatever is behind them. */
  readonly refused: ReadonlySet<FieldNode>;
}

/** The context to run a document with for a caller. */
export function createGuardContext(
  document: DocumentNode,
  schema: GraphQLSchema,
  forbidden: Forbidden,
): GuardContext {
  const refused = new Set<FieldNode>();
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const parent = types.getParentType();
        if (parent && (forbidden.has(parent.name) || forbidden.has(`${parent.name}.${node.name.value}`)))
          refused.add(node);
      },
    }),
  );
  return { forbidden, refused };
}
