import type { GraphQLError } from 'graphql';
import { createGraphQLError, gatewayErrors } from '../errors.ts';

const code = { quote: 34, hash: 35, newline: 10, carriageReturn: 13, backslash: 92, f: 102 };
const openers = new Set([...'{[('].map((bracket) => bracket.charCodeAt(0)));
const closers = new Set([...'}])'].map((bracket) => bracket.charCodeAt(0)));

/** As many fragments, each spread in the one before, as the validation rules of graphql-js can follow. */
const maxFragments = 1_000;

/**
 * Finds brackets nested deeper than `maxNesting`, or more than 1,000 fragments, in the text of a document before it is
 * parsed: the parser and the validation rules of graphql-js call themselves for each level, and the stack is finite.
 */
export function checkNesting(source: string, maxNesting: number): GraphQLError | undefined {
  let depth = 0;
  let fragments = 0;
  for (let at = 0; at < source.length; at += 1) {
    const char = source.charCodeAt(at);
    if (openers.has(char)) {
      depth += 1;
      if (depth > maxNesting) return tooDeep(`${maxNesting} brackets in each other`);
    } else if (closers.has(char)) depth -= 1;
    else if (char === code.hash) at = skipComment(source, at);
    else if (char === code.quote) at = skipString(source, at);
    else if (char === code.f && source.startsWith('fragment ', at)) {
      fragments += 1;
      if (fragments > maxFragments) return tooDeep(`${maxFragments} fragments`);
    }
  }
  return undefined;
}

function skipComment(source: string, start: number): number {
  let at = start;
  while (
    at < source.length &&
    source.charCodeAt(at) !== code.newline &&
    source.charCodeAt(at) !== code.carriageReturn
  )
    at += 1;
  return at;
}

/** Answers where the closing quote is, or the end of the text. */
function skipString(source: string, start: number): number {
  const block = source.startsWith('"""', start);
  const quote = block ? '"""' : '"';
  for (let at = start + quote.length; at < source.length; at += 1) {
    if (source.charCodeAt(at) === code.backslash)
      at += block && source.startsWith('"""', at + 1) ? 3 : block ? 0 : 1;
    else if (source.startsWith(quote, at)) return at + quote.length - 1;
    else if (!block && source.charCodeAt(at) === code.newline) return at;
  }
  return source.length;
}

function tooDeep(accepted: string): GraphQLError {
  const { message } = gatewayErrors.table.MAX_DEPTH_LIMIT;
  return createGraphQLError('MAX_DEPTH_LIMIT', { message: `${message} It accepts ${accepted}.` });
}
