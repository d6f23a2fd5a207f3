import { isExactNumber } from '@headgate/service/is-exact-number.ts';
import { type ConstValueNode, Kind, visit } from 'graphql';
import { readNumber } from './exact-number.ts';

/**
 * Reads a literal without variables as the JSON value that a client would send in a variable instead. A number which a
 * double cannot hold keeps its digits.
 */
export function readLiteral(node: ConstValueNode): unknown {
  switch (node.kind) {
    case Kind.NULL:
      return null;
    case Kind.INT:
    case Kind.FLOAT:
      return readNumber(node.value);
    case Kind.LIST:
      return node.values.map(readLiteral);
    case Kind.OBJECT:
      // By definition of members: a literal can name a member `__proto__`.
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, readLiteral(value)]));
    default:
      return node.value;
  }
}

/** Whether a literal holds a number that a double cannot hold. */
export function hasInexactLiteral(node: ConstValueNode): boolean {
  let found = false;
  const look = ({ value }: { readonly value: string }) => {
    found ||= !isExactNumber(value);
  };
  visit(node, { IntValue: look, FloatValue: look });
  return found;
}
