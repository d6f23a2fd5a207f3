import type { CosmosFunction, FunctionTable } from './cosmos-function.ts';

/** Over numbers only; a result that is not a finite number is undefined. */
const ofNumbers =
  (apply: (...values: number[]) => number): CosmosFunction =>
  (...values) => {
    if (!values.every((value) => typeof value === 'number')) return undefined;
    const result = apply(...values);
    return Number.isFinite(result) ? result : undefined;
  };

/** Halves away from zero, unlike Math.round. */
const round = (value: number) => Math.sign(value) * Math.round(Math.abs(value));

/** @see https://learn.microsoft.com/azure/cosmos-db/nosql/query/system-functions#mathematical-functions */
export const mathFunctions: FunctionTable = {
  ABS: ofNumbers(Math.abs),
  ACOS: ofNumbers(Math.acos),
  ASIN: ofNumbers(Math.asin),
  ATAN: ofNumbers(Math.atan),
  ATN2: ofNumbers(Math.atan2),
  CEILING: ofNumbers(Math.ceil),
  COS: ofNumbers(Math.cos),
  COT: ofNumbers((value) => 1 / Math.tan(value)),
  DEGREES: ofNumbers((value) => (value * 180) / Math.PI),
  EXP: ofNumbers(Math.exp),
  FLOOR: ofNumbers(Math.floor),
  LOG: ofNumbers((value, base) => (base === undefined ? Math.log(value) : Math.log(value) / Math.log(base))),
  LOG10: ofNumbers(Math.log10),
  NUMBERBIN: ofNumbers((value, size = 1) => Math.floor(value / size) * size),
  PI: () => Math.PI,
  POWER: ofNumbers((base, exponent) => base ** exponent),
  RADIANS: ofNumbers((value) => (value * Math.PI) / 180),
  RAND: () => Math.random(),
  ROUND: ofNumbers((value, digits = 0) => round(value * 10 ** digits) / 10 ** digits),
  SIGN: ofNumbers(Math.sign),
  SIN: ofNumbers(Math.sin),
  SQRT: ofNumbers(Math.sqrt),
  SQUARE: ofNumbers((value) => value * value),
  TAN: ofNumbers(Math.tan),
  TRUNC: ofNumbers(Math.trunc),
};
