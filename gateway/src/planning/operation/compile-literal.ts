import {
  GraphQLID,
  type GraphQLInputType,
  getNullableType,
  isInputObjectType,
  isListType,
  Kind,
  type ValueNode,
} from 'graphql';
import { exactNumber } from './exact-number.ts';

type Variables = Readonly<Record<string, unknown>>;

/** The value of a literal as JSON: fixed, or made for each request from the variables inside of it. */
export type Literal =
  | { readonly kind: 'fixed'; readonly value: unknown }
  | { readonly kind: 'made'; readonly make: (variables: Variables) => unknown };

/**
 * Compiles a literal to the value that a variable of its type has in its place, as
 * https://spec.graphql.org/October2021/#sec-Input-Objects.Input-Coercion and the sections beside it say. Default values of input fields are
 * left to those who define them. A variable that is absent is absent from its object, and null in a list.
 */
export function compileLiteral(node: ValueNode, type: GraphQLInputType | undefined): Literal {
  const expected = type && getNullableType(type);
  if (node.kind === Kind.VARIABLE) {
    const name = node.name.value;
    return {
      kind: 'made',
      make: (variables) => (Object.hasOwn(variables, name) ? variables[name] : undefined),
    };
  }
  if (node.kind === Kind.NULL) return { kind: 'fixed', value: null };
  if (node.kind === Kind.LIST) {
    const itemType = isListType(expected) ? (expected.ofType as GraphQLInputType) : undefined;
    return compileList(node.values.map((value) => compileLiteral(value, itemType)));
  }
  // One value where a list belongs is a list of one.
  if (isListType(expected)) return compileList([compileLiteral(node, expected.ofType as GraphQLInputType)]);
  switch (node.kind) {
    case Kind.OBJECT: {
      const fields = isInputObjectType(expected) ? expected.getFields() : {};
      return compileObject(
        node.fields.map(({ name: { value: name }, value }) => [
          name,
          compileLiteral(value, Object.hasOwn(fields, name) ? fields[name]?.type : undefined),
        ]),
      );
    }
    case Kind.INT:
      return { kind: 'fixed', value: expected === GraphQLID ? node.value : exactNumber(node.value) };
    case Kind.FLOAT:
      return { kind: 'fixed', value: exactNumber(node.value) };
    case Kind.STRING:
    case Kind.ENUM:
    case Kind.BOOLEAN:
      return { kind: 'fixed', value: node.value };
  }
}

function compileList(items: readonly Literal[]): Literal {
  if (items.every((item) => item.kind === 'fixed')) {
    return { kind: 'fixed', value: items.map(({ value }) => value) };
  }
  return { kind: 'made', make: (variables) => items.map((item) => makeValue(item, variables) ?? null) };
}

function compileObject(fields: readonly (readonly [string, Literal])[]): Literal {
  const make = (variables: Variables) =>
    // Not by assignment: a scalar may hold a field of any name, "__proto__" included.
    Object.fromEntries(
      fields
        .map(([name, literal]) => [name, makeValue(literal, variables)] as const)
        .filter(([, value]) => value !== undefined),
    );
  return fields.every(([, { kind }]) => kind === 'fixed')
    ? { kind: 'fixed', value: make({}) }
    : { kind: 'made', make };
}

function makeValue(literal: Literal, variables: Variables): unknown {
  return literal.kind === 'fixed' ? literal.value : literal.make(variables);
}
