import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  getVariableValues,
  isInputObjectType,
  isInputType,
  isListType,
  isScalarType,
  isSpecifiedScalarType,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { ExactNumber } from './exact-number.ts';
import { hasInexactLiteral, readLiteral } from './read-literal.ts';

type Values = Readonly<Record<string, unknown>>;
type Coercion = ReturnType<typeof getVariableValues>;

/**
 * Coerces the variables of an operation as https://spec.graphql.org/October2021/#CoerceVariableValues() says. An
 * {@link ExactNumber} among them, or a default of as many digits, keeps its digits where the type takes them: as Float,
 * ID and custom scalar. The result inherits nothing.
 */
export function coerceVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  inputs: Values,
  options: { readonly maxErrors?: number } = {},
): Coercion {
  const { coerced, errors } = coerceExactly(schema, definitions, inputs, options);
  return errors ? { errors } : { coerced: withoutInherited(coerced) };
}

/** What every object inherits, such as `toString`, is no variable that somebody sent. */
function withoutInherited(values: Values): Record<string, unknown> {
  return { __proto__: null, ...values };
}

function coerceExactly(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  inputs: Values,
  options: { readonly maxErrors?: number },
): Coercion {
  const given = addExactDefaults(definitions, inputs);
  if (!holdsExactNumber(given)) return coerce(schema, definitions, given, options);
  const types = new Map(definitions.map((definition) => [definition.variable.name.value, definition.type]));
  const typeOf = (name: string): GraphQLInputType | undefined => {
    const node = types.get(name);
    const type = node && typeFromAST(schema, node as Parameters<typeof typeFromAST>[1]);
    return isInputType(type) ? type : undefined;
  };
  const prepared = mapMembers(given, (value, name) => prepare(value, typeOf(name)));
  const coercion = coerce(schema, definitions, prepared, options);
  if (coercion.errors) return coercion;
  return {
    coerced: mapMembers(coercion.coerced, (value, name) =>
      restore(value, readMember(given, name), typeOf(name)),
    ),
  };
}

const prototypeName = '__proto__';
const safeName = 'proto';

/** graphql-js assigns to the names of variables, which under one of them would replace a prototype. */
function coerce(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  inputs: Values,
  options: { readonly maxErrors?: number },
): Coercion {
  const special = definitions.find(({ variable }) => variable.name.value === prototypeName);
  if (special === undefined) return getVariableValues(schema, definitions, inputs, options);
  const others = definitions.filter((definition) => definition !== special);
  const coercion = getVariableValues(schema, others, inputs, options);
  if (coercion.errors) return coercion;
  const { variable } = special;
  const renamed = { ...variable, name: { ...variable.name, value: safeName } };
  const input = Object.hasOwn(inputs, prototypeName) ? { [safeName]: inputs[prototypeName] } : {};
  const alone = getVariableValues(schema, [{ ...special, variable: renamed }], input, options);
  if (alone.errors || !Object.hasOwn(alone.coerced, safeName)) return alone.errors ? alone : coercion;
  return {
    coerced: Object.fromEntries([
      ...Object.entries(coercion.coerced),
      [prototypeName, alone.coerced[safeName]],
    ]),
  };
}

/** Defaults are coerced from their literals, which would round them. */
function addExactDefaults(definitions: readonly VariableDefinitionNode[], inputs: Values): Values {
  const exact = definitions.filter(
    ({ variable, defaultValue }) =>
      defaultValue !== undefined &&
      !Object.hasOwn(inputs, variable.name.value) &&
      hasInexactLiteral(defaultValue),
  );
  if (exact.length === 0) return inputs;
  return {
    ...inputs,
    ...Object.fromEntries(
      exact.map(({ variable, defaultValue }) => [
        variable.name.value,
        defaultValue && readLiteral(defaultValue),
      ]),
    ),
  };
}

function holdsExactNumber(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof ExactNumber) return true;
  return Object.values(value).some(holdsExactNumber);
}

/** Puts what a scalar's own coercion understands in the place of exact numbers, which is the number that is nearest. */
function prepare(value: unknown, type: GraphQLInputType | undefined): unknown {
  if (value instanceof ExactNumber) {
    const named = type && getNamedType(type);
    if (isScalarType(named) && !isSpecifiedScalarType(named)) return value;
    return named?.name === 'ID' && /^-?\d+$/.test(value.text) ? value.text : Number(value);
  }
  const nullable = type && getNullableType(type);
  if (Array.isArray(value))
    return isListType(nullable) ? value.map((element) => prepare(element, nullable.ofType)) : value;
  if (isListType(nullable)) return prepare(value, nullable.ofType);
  if (!isInputObjectType(nullable) || typeof value !== 'object' || value === null) return value;
  const fields = nullable.getFields();
  return mapMembers(value as Values, (member, name) => prepare(member, fields[name]?.type));
}

/** Puts the exact numbers of Floats back. */
function restore(coerced: unknown, given: unknown, type: GraphQLInputType | undefined): unknown {
  const nullable = type && getNullableType(type);
  if (isListType(nullable)) {
    if (!Array.isArray(coerced)) return coerced;
    // One value stands for a list of it.
    return coerced.map((element, index) =>
      restore(element, Array.isArray(given) ? given[index] : given, nullable.ofType),
    );
  }
  if (isScalarType(nullable))
    return nullable.name === 'Float' && given instanceof ExactNumber ? given : coerced;
  if (!isInputObjectType(nullable) || typeof coerced !== 'object' || coerced === null) return coerced;
  const fields = nullable.getFields();
  return mapMembers(coerced as Values, (member, name) =>
    restore(member, readMember(given, name), fields[name]?.type),
  );
}

/** A default has nothing that was given. */
function readMember(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, name) ? (value as Values)[name] : undefined;
}

function mapMembers(
  values: Values,
  change: (value: unknown, name: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value, name)]));
}
