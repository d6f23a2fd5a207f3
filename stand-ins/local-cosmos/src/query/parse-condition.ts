import { compileQuery } from './compile-query.ts';
import { createQueryScope } from './create-query-scope.ts';
import { parseQuery } from './parse-query.ts';

/**
 * Reads the condition of a patch, `from c where …`, into a test of a document.
 *
 * @throws BadRequest where it is not one
 */
export function parseCondition(text: string, now: () => number): (document: unknown) => boolean {
  const query = parseQuery(`SELECT VALUE true ${text}`);
  const { expand } = compileQuery(query, createQueryScope(new Map(), now));
  return (document) => [...expand([document])].length > 0;
}
