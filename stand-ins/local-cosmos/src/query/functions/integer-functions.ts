import type { CosmosFunction, FunctionTable } from './cosmos-function.ts';

/** Over whole numbers, as 64 bits; a result that a JSON number cannot hold is rounded as any JSON number. */
const ofIntegers =
  (count: 1 | 2, apply: (a: bigint, b: bigint) => bigint): CosmosFunction =>
  (...values) => {
    if (values.length !== count || !values.every(Number.isInteger)) return undefined;
    const [a = 0n, b = 0n] = values.map((value) => BigInt(value as number));
    return Number(BigInt.asIntN(64, apply(a, b)));
  };

/** A division by nothing is undefined. */
const ofDivision =
  (apply: (a: bigint, b: bigint) => bigint): CosmosFunction =>
  (a, b) =>
    b === 0 ? undefined : ofIntegers(2, apply)(a, b);

/** Shifts by their number modulo 64, as processors do. */
const bits = (by: bigint) => BigInt.asUintN(6, by);

/** @see https://learn.microsoft.com/azure/cosmos-db/nosql/query/intadd */
export const integerFunctions: FunctionTable = {
  INTADD: ofIntegers(2, (a, b) => a + b),
  INTBITAND: ofIntegers(2, (a, b) => a & b),
  INTBITLEFTSHIFT: ofIntegers(2, (a, b) => a << bits(b)),
  INTBITNOT: ofIntegers(1, (a) => ~a),
  INTBITOR: ofIntegers(2, (a, b) => a | b),
  INTBITRIGHTSHIFT: ofIntegers(2, (a, b) => a >> bits(b)),
  INTBITXOR: ofIntegers(2, (a, b) => a ^ b),
  INTDIV: ofDivision((a, b) => a / b),
  INTMOD: ofDivision((a, b) => a % b),
  INTMUL: ofIntegers(2, (a, b) => a * b),
  INTSUB: ofIntegers(2, (a, b) => a - b),
};
