import { parseExpression } from './parse-expression.ts';
import type { Expression, OrderBy, Query, Selection, Source } from './query-ast.ts';
import { queryError } from './query-error.ts';
import type { QueryReader } from './query-reader.ts';

/** Words that follow a source and so are not its alias. */
const clauseWords = new Set(['WHERE', 'GROUP', 'ORDER', 'OFFSET', 'LIMIT', 'JOIN', 'IN', 'AS']);

/**
 * Reads a SELECT with all its clauses: a whole query, or one inside another.
 *
 * @throws BadRequest SC1001
 */
export function parseSelect(reader: QueryReader): Query {
  reader.expect('SELECT');
  const distinct = reader.take('DISTINCT');
  const top = reader.take('TOP') ? parseCount(reader) : undefined;
  const selection = parseSelection(reader);
  const sources = reader.take('FROM') ? parseSources(reader) : [];
  const where = reader.take('WHERE') ? parseExpression(reader) : undefined;
  const groupBy = takeBy(reader, 'GROUP') ? parseAll(reader, () => parseExpression(reader)) : [];
  const orderBy = takeBy(reader, 'ORDER') ? parseAll(reader, () => parseOrder(reader)) : [];
  let offset: Expression | undefined;
  let limit: Expression | undefined;
  if (reader.take('OFFSET')) {
    offset = parseCount(reader);
    reader.expect('LIMIT');
    limit = parseCount(reader);
    if (top) throw queryError('SC1010', "'TOP' and 'OFFSET LIMIT' cannot be used in one query.");
  }
  if (selection.kind === 'all' && sources.length !== 1) {
    if (sources.length === 0) throw reader.unexpected();
    throw queryError('SC1051', "'SELECT *' is only valid with a single input set.");
  }
  if (groupBy.length > 0 && orderBy.length > 0)
    throw queryError('SC2032', "'ORDER BY' is not supported in a query with 'GROUP BY'.");
  return { distinct, top, selection, sources, where, groupBy, orderBy, offset, limit };
}

function takeBy(reader: QueryReader, word: string): boolean {
  if (!reader.take(word)) return false;
  reader.expect('BY');
  return true;
}

function parseAll<T>(reader: QueryReader, parseOne: () => T): T[] {
  const all = [parseOne()];
  while (reader.take(',')) all.push(parseOne());
  return all;
}

/** Reads the number of TOP, OFFSET and LIMIT: a constant or a parameter. */
function parseCount(reader: QueryReader): Expression {
  const token = reader.peek();
  if (token.kind === 'parameter') return { kind: 'parameter', name: reader.next().text };
  if (token.kind !== 'number') throw reader.unexpected();
  reader.next();
  return { kind: 'constant', value: token.value };
}

function parseSelection(reader: QueryReader): Selection {
  if (reader.take('*')) return { kind: 'all' };
  if (reader.take('VALUE')) return { kind: 'value', expression: parseExpression(reader) };
  let unnamed = 0;
  const items = parseAll(reader, () => {
    const expression = parseExpression(reader);
    const alias = parseAlias(reader);
    if (alias !== undefined) return { name: alias, expression };
    const { key } = expression.kind === 'member' ? expression : { key: undefined };
    if (expression.kind === 'name') return { name: expression.name, expression };
    if (key?.kind === 'constant' && typeof key.value === 'string') return { name: key.value, expression };
    unnamed += 1;
    return { name: `$${unnamed}`, expression };
  });
  const names = items.map((item) => item.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw queryError('SC2006', `Duplicate field '${twice}' in the SELECT list.`);
  return { kind: 'list', items };
}

function parseAlias(reader: QueryReader): string | undefined {
  if (reader.take('AS')) {
    const token = reader.peek();
    if (token.kind !== 'string') return reader.name();
    reader.next();
    return String(token.value);
  }
  const token = reader.peek();
  if (token.kind !== 'word' || clauseWords.has(token.upper) || token.upper === 'FROM') return undefined;
  return reader.name();
}

function parseSources(reader: QueryReader): Source[] {
  const sources = [parseSource(reader)];
  while (reader.take('JOIN')) sources.push(parseSource(reader));
  return sources;
}

/** Reads `expression [AS] alias`, `alias IN expression`, or either with a subquery. */
function parseSource(reader: QueryReader): Source {
  if (reader.is('IN', 1)) {
    const alias = reader.name();
    reader.expect('IN');
    return { from: parseOrigin(reader), iterates: true, alias };
  }
  const from = parseOrigin(reader);
  return { from, iterates: false, alias: parseAlias(reader) };
}

function parseOrigin(reader: QueryReader): Source['from'] {
  if (reader.is('(') && reader.is('SELECT', 1)) {
    reader.expect('(');
    const query = reader.subquery();
    reader.expect(')');
    return { kind: 'subquery', query };
  }
  return { kind: 'path', expression: parseExpression(reader) };
}

function parseOrder(reader: QueryReader): OrderBy {
  const expression = parseExpression(reader);
  const descending = reader.take('DESC');
  if (!descending) reader.take('ASC');
  return { expression, descending };
}
