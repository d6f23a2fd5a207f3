import { syntaxError } from './query-error.ts';
import { type Token, tokenizeQuery } from './tokenize-query.ts';

/** Walks over the tokens of a query. */
export interface TokenReader {
  /** The token `ahead` of the current one. */
  peek(ahead?: number): Token;
  next(): Token;
  /** Whether the current token is this keyword or symbol. */
  is(text: string, ahead?: number): boolean;
  /** Takes the current token if it is this keyword or symbol. */
  take(text: string): boolean;
  /** Takes this keyword or symbol. @throws BadRequest SC1001 where it is another */
  expect(text: string): void;
  /** Takes a name. @throws BadRequest SC1001 at anything else */
  name(): string;
  /** The refusal of the current token. */
  unexpected(): Error;
}

export function createTokenReader(text: string): TokenReader {
  const tokens = tokenizeQuery(text);
  let position = 0;
  const peek = (ahead = 0) => tokens[Math.min(position + ahead, tokens.length - 1)] as Token;
  const reader: TokenReader = {
    peek,
    next() {
      const token = peek();
      position += 1;
      return token;
    },
    is(expected, ahead) {
      const token = peek(ahead);
      return token.kind === 'word'
        ? token.upper === expected
        : token.kind === 'symbol' && token.text === expected;
    },
    take(expected) {
      const isNext = reader.is(expected);
      if (isNext) position += 1;
      return isNext;
    },
    expect(expected) {
      if (!reader.take(expected)) throw reader.unexpected();
    },
    name() {
      const token = peek();
      if (token.kind !== 'word') throw reader.unexpected();
      position += 1;
      return token.text;
    },
    unexpected() {
      const { text: near, start, end } = peek();
      return syntaxError(near, { start, end });
    },
  };
  return reader;
}
