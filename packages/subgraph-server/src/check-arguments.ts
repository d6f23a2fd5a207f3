import { findTextProblem } from '@headgate/input-rules/find-text-problem.ts';
import { commonErrors } from '@headgate/service/common-errors.ts';
import type { FieldProblem } from '@headgate/service/define-errors.ts';
import {
  defaultFieldResolver,
  type GraphQLField,
  GraphQLFloat,
  GraphQLID,
  type GraphQLInputType,
  type GraphQLSchema,
  GraphQLString,
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
} from 'graphql';

/** Longer than any id that is given out, and than a subject: https://openid.net/specs/openid-connect-core-1_0.html#IDToken */
const maxIdLength = 255;

type Field = GraphQLField<unknown, unknown>;

/**
 * Lets no field of a schema see an argument that could not be stored as it is: texts with NUL or half a character, ids
 * of more than 255 characters, and numbers that are infinite, as which a literal such as `1e999` is read. The field
 * throws BAD_USER_INPUT with the place of each. Values of custom scalars are for the field to check.
 * @param except fields that check their arguments themselves, e.g. `Mutation.recordActivities`.
 */
export function checkArguments(schema: GraphQLSchema, except: readonly string[] = []): void {
  const objects = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type));
  for (const type of objects.filter(({ name }) => !name.startsWith('__'))) {
    for (const field of Object.values(type.getFields())) {
      if (field.args.length === 0 || except.includes(`${type.name}.${field.name}`)) continue;
      checkArgumentsOf(field, type === schema.getSubscriptionType());
    }
  }
}

function checkArgumentsOf(field: Field, isSubscription: boolean): void {
  const { subscribe, resolve = defaultFieldResolver } = field;
  if (isSubscription) {
    field.subscribe = (source, args, context, info) => {
      refuse(field, args);
      return subscribe?.(source, args, context, info);
    };
    return;
  }
  field.resolve = (source, args, context, info) => {
    refuse(field, args);
    return resolve(source, args, context, info);
  };
}

function refuse({ args }: Field, values: Readonly<Record<string, unknown>>): void {
  const fields = args.flatMap(({ name, type }) => findProblems(type, values[name], name));
  if (fields.length === 0) return;
  const message = fields.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw commonErrors.create('BAD_USER_INPUT', { message, fields });
}

function findProblems(given: GraphQLInputType, value: unknown, path: string): FieldProblem[] {
  if (value === undefined || value === null) return [];
  const type = getNullableType(given);
  if (isListType(type)) {
    return (value as readonly unknown[]).flatMap((item, index) =>
      findProblems(type.ofType, item, `${path}.${index}`),
    );
  }
  if (isInputObjectType(type)) {
    const values = value as Readonly<Record<string, unknown>>;
    return Object.values(type.getFields()).flatMap((field) =>
      findProblems(field.type, values[field.name], `${path}.${field.name}`),
    );
  }
  const message = findLeafProblem(type, value);
  return message ? [{ path, message }] : [];
}

function findLeafProblem(type: GraphQLInputType, value: unknown): string | undefined {
  if (type === GraphQLFloat)
    return Number.isFinite(value) ? undefined : 'expected a number that a double can hold';
  if (type !== GraphQLString && type !== GraphQLID) return undefined;
  const text = value as string;
  if (type === GraphQLID && text.length > maxIdLength)
    return `expected an id of up to ${maxIdLength} characters`;
  return findTextProblem(text);
}
