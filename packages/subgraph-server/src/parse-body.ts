import { noteNumber } from './inexact-numbers.ts';

type Reviver = (this: object, key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** Revivers get the source of a value: https://tc39.es/proposal-json-parse-with-source/. */
const parse = JSON.parse as (text: string, reviver: Reviver) => unknown;

/** Where a number may be that a double does not hold: others need no look at each of their values. */
const suspicion = /[\d.]{16}|\d[eE]/;

/**
 * Parses the JSON of a request. Numbers are doubles, as graphql-js wants them; `findInexactNumber` knows those that were
 * others.
 * @throws SyntaxError
 */
export function parseBody(text: string): unknown {
  return suspicion.test(text) ? parse(text, note) : JSON.parse(text);
}

const note: Reviver = function (key, value, { source }) {
  if (typeof value === 'number' && source !== undefined) noteNumber(this, key, source);
  return value;
};
