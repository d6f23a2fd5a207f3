import type { Query } from './query-ast.ts';
import type { TokenReader } from './token-reader.ts';

/** Tokens, and how to read a query among them: expressions hold queries and queries hold expressions. */
export interface QueryReader extends TokenReader {
  subquery(): Query;
}
