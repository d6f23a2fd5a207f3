import { parseSelect } from './parse-select.ts';
import type { Query } from './query-ast.ts';
import type { QueryReader } from './query-reader.ts';
import { createTokenReader } from './token-reader.ts';

/**
 * Reads the text of a whole query.
 *
 * @throws BadRequest with Cosmos DB's code and the place
 */
export function parseQuery(text: string): Query {
  const reader: QueryReader = { ...createTokenReader(text), subquery: () => parseSelect(reader) };
  const query = parseSelect(reader);
  if (reader.peek().kind !== 'end') throw reader.unexpected();
  return query;
}
