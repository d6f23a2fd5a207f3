import type { BinaryOperator, Expression } from './query-ast.ts';
import type { QueryReader } from './query-reader.ts';

/** How tightly binary operators bind; tested in this order, loosest first. */
const levels: readonly (readonly [symbol: string, operator: BinaryOperator][])[] = [
  [['??', '??']],
  [['OR', 'OR']],
  [['AND', 'AND']],
  [
    ['=', '='],
    ['!=', '!='],
    ['<>', '!='],
    ['<=', '<='],
    ['>=', '>='],
    ['<', '<'],
    ['>', '>'],
  ],
  [['||', '||']],
  [['|', '|']],
  [['^', '^']],
  [['&', '&']],
  [
    ['<<', '<<'],
    ['>>>', '>>>'],
    ['>>', '>>'],
  ],
  [
    ['+', '+'],
    ['-', '-'],
  ],
  [
    ['*', '*'],
    ['/', '/'],
    ['%', '%'],
  ],
];
const comparisonLevel = 3;

/** Names that end an expression and so cannot begin one. */
const reserved = new Set(
  'AND AS ASC BETWEEN BY DESC DISTINCT ESCAPE FROM GROUP IN JOIN LIKE LIMIT OFFSET OR ORDER SELECT TOP VALUE WHERE'.split(
    ' ',
  ),
);

/**
 * Reads one expression.
 *
 * @throws BadRequest SC1001
 * @see https://learn.microsoft.com/azure/cosmos-db/nosql/query/equality-comparison-operators
 */
export function parseExpression(reader: QueryReader): Expression {
  const test = parseBinary(reader, 0);
  if (!reader.take('?')) return test;
  const then = parseExpression(reader);
  reader.expect(':');
  return { kind: 'conditional', test, then, otherwise: parseExpression(reader) };
}

function parseBinary(reader: QueryReader, level: number): Expression {
  const operators = levels[level];
  if (!operators) return parseUnary(reader);
  // NOT binds looser than a comparison: NOT a = b is NOT (a = b).
  if (level === comparisonLevel && reader.take('NOT'))
    return { kind: 'unary', operator: 'NOT', operand: parseBinary(reader, level) };
  let left = parseBinary(reader, level + 1);
  for (;;) {
    const range = level === comparisonLevel ? parseRange(reader, left) : undefined;
    if (range) {
      left = range;
      continue;
    }
    const found = operators.find(([symbol]) => reader.take(symbol));
    if (!found) return left;
    left = { kind: 'binary', operator: found[1], left, right: parseBinary(reader, level + 1) };
  }
}

/** Reads `[NOT] IN (…)`, `[NOT] BETWEEN … AND …` and `[NOT] LIKE …` after a value, where one of them follows. */
function parseRange(reader: QueryReader, value: Expression): Expression | undefined {
  const ahead = reader.is('NOT') ? 1 : 0;
  if (!['IN', 'BETWEEN', 'LIKE'].some((word) => reader.is(word, ahead))) return undefined;
  const isNegated = reader.take('NOT');
  let range: Expression;
  if (reader.take('IN')) {
    reader.expect('(');
    range = { kind: 'in', value, options: parseList(reader, ')') };
  } else if (reader.take('BETWEEN')) {
    const from = parseBinary(reader, comparisonLevel + 1);
    reader.expect('AND');
    range = { kind: 'between', value, from, to: parseBinary(reader, comparisonLevel + 1) };
  } else {
    reader.expect('LIKE');
    const pattern = parseBinary(reader, comparisonLevel + 1);
    const mark = reader.take('ESCAPE') ? parsePrimary(reader) : undefined;
    range = { kind: 'like', value, pattern, escape: mark };
  }
  return isNegated ? { kind: 'unary', operator: 'NOT', operand: range } : range;
}

function parseUnary(reader: QueryReader): Expression {
  for (const operator of ['-', '+', '~', 'NOT'] as const) {
    if (reader.take(operator)) return { kind: 'unary', operator, operand: parseUnary(reader) };
  }
  return parseMembers(reader, parsePrimary(reader));
}

/** Reads the `.name` and `[key]` that follow an expression. */
function parseMembers(reader: QueryReader, start: Expression): Expression {
  let object = start;
  for (;;) {
    if (reader.take('.')) {
      object = { kind: 'member', object, key: { kind: 'constant', value: reader.name() } };
    } else if (reader.take('[')) {
      object = { kind: 'member', object, key: parseExpression(reader) };
      reader.expect(']');
    } else {
      return object;
    }
  }
}

function parsePrimary(reader: QueryReader): Expression {
  const token = reader.peek();
  switch (token.kind) {
    case 'number':
    case 'string':
      reader.next();
      return { kind: 'constant', value: token.value };
    case 'parameter':
      reader.next();
      return { kind: 'parameter', name: token.text };
    case 'word':
      return parseWord(reader, token.upper);
    default:
      if (reader.take('[')) return { kind: 'array', items: parseList(reader, ']') };
      if (reader.take('{')) return parseObject(reader);
      if (!reader.take('(')) throw reader.unexpected();
      return parseParenthesized(reader, 'scalar', () => parseExpression(reader));
  }
}

function parseWord(reader: QueryReader, upper: string): Expression {
  if (reserved.has(upper)) throw reader.unexpected();
  const token = reader.next();
  const constants: Record<string, unknown> = { TRUE: true, FALSE: false, NULL: null, UNDEFINED: undefined };
  if (Object.hasOwn(constants, upper)) return { kind: 'constant', value: constants[upper] };
  const location = { start: token.start, end: token.end };
  if (upper === 'UDF' && reader.is('.')) {
    reader.expect('.');
    return parseCall(reader, `udf.${reader.name()}`, location);
  }
  if (!reader.is('(')) return { kind: 'name', name: token.text, location };
  if (upper === 'EXISTS' || upper === 'ARRAY') {
    reader.expect('(');
    return parseParenthesized(reader, upper === 'EXISTS' ? 'exists' : 'array', () => {
      throw reader.unexpected();
    });
  }
  return parseCall(reader, token.text, location);
}

function parseCall(reader: QueryReader, name: string, location: { start: number; end: number }): Expression {
  reader.expect('(');
  return { kind: 'call', name, arguments: parseList(reader, ')'), location };
}

function parseParenthesized(
  reader: QueryReader,
  shape: 'scalar' | 'array' | 'exists',
  otherwise: () => Expression,
): Expression {
  const inner: Expression = reader.is('SELECT')
    ? { kind: 'subquery', shape, query: reader.subquery() }
    : otherwise();
  reader.expect(')');
  return inner;
}

function parseList(reader: QueryReader, close: string): Expression[] {
  const items: Expression[] = [];
  if (reader.take(close)) return items;
  do items.push(parseExpression(reader));
  while (reader.take(','));
  reader.expect(close);
  return items;
}

function parseObject(reader: QueryReader): Expression {
  const properties: { name: string; value: Expression }[] = [];
  if (!reader.take('}')) {
    do {
      const token = reader.peek();
      const name = token.kind === 'string' ? String(token.value) : undefined;
      if (name === undefined) reader.name();
      else reader.next();
      reader.expect(':');
      properties.push({ name: name ?? token.text, value: parseExpression(reader) });
    } while (reader.take(','));
    reader.expect('}');
  }
  return { kind: 'object', properties };
}
