import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLDateTimeISO, GraphQLJSON } from 'graphql-scalars';
import { noteNumber } from './inexact-numbers.ts';

/** Resolver of the scalar `DateTime`: a `Date` here, RFC 3339 with milliseconds on the wire. */
export const DateTime = GraphQLDateTimeISO;

type Variables = Readonly<Record<string, unknown>> | null | undefined;

/** Resolver of the scalar `JSON`. Its numbers are doubles; `findInexactNumber` knows those that clients wrote otherwise. */
export const JSONValue = new GraphQLScalarType({ ...GraphQLJSON.toConfig(), parseLiteral: readLiteral });

function readLiteral(node: ValueNode, variables?: Variables): unknown {
  switch (node.kind) {
    case Kind.LIST: {
      const list: unknown[] = [];
      for (const [index, value] of node.values.entries())
        setMember(list, { name: String(index), value, variables });
      return list;
    }
    case Kind.OBJECT: {
      const object = {};
      for (const { name, value } of node.fields) setMember(object, { name: name.value, value, variables });
      return object;
    }
    default:
      return GraphQLJSON.parseLiteral(node, variables);
  }
}

function setMember(
  holder: object,
  {
    name,
    value,
    variables,
  }: { readonly name: string; readonly value: ValueNode; readonly variables: Variables },
): void {
  const own = { value: readLiteral(value, variables), enumerable: true, configurable: true, writable: true };
  // An assignment to `__proto__` would replace the prototype.
  Object.defineProperty(holder, name, own);
  if (value.kind === Kind.INT || value.kind === Kind.FLOAT) noteNumber(holder, name, value.value);
}
