import type { Location } from './query-error.ts';

export type UnaryOperator = '-' | '+' | '~' | 'NOT';
export type BinaryOperator =
  | 'OR'
  | 'AND'
  | '??'
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '||'
  | '|'
  | '^'
  | '&'
  | '<<'
  | '>>'
  | '>>>'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';

/** An expression of the query language. */
export type Expression =
  | { kind: 'constant'; value: unknown }
  | { kind: 'parameter'; name: string }
  | { kind: 'name'; name: string; location: Location }
  | { kind: 'member'; object: Expression; key: Expression }
  | { kind: 'array'; items: Expression[] }
  | { kind: 'object'; properties: { name: string; value: Expression }[] }
  | { kind: 'unary'; operator: UnaryOperator; operand: Expression }
  | { kind: 'binary'; operator: BinaryOperator; left: Expression; right: Expression }
  | { kind: 'conditional'; test: Expression; then: Expression; otherwise: Expression }
  | { kind: 'in'; value: Expression; options: Expression[] }
  | { kind: 'between'; value: Expression; from: Expression; to: Expression }
  | { kind: 'like'; value: Expression; pattern: Expression; escape: Expression | undefined }
  | { kind: 'call'; name: string; arguments: Expression[]; location: Location }
  | { kind: 'subquery'; shape: 'scalar' | 'array' | 'exists'; query: Query };

/** Where the rows of a FROM or JOIN come from: a path from a name, or a subquery; `iterates` its items or is it. */
export interface Source {
  from: { kind: 'path'; expression: Expression } | { kind: 'subquery'; query: Query };
  iterates: boolean;
  alias: string | undefined;
}

export type Selection =
  | { kind: 'all' }
  | { kind: 'value'; expression: Expression }
  | { kind: 'list'; items: { name: string; expression: Expression }[] };

export interface OrderBy {
  expression: Expression;
  descending: boolean;
}

/**
 * A query.
 *
 * @see https://learn.microsoft.com/azure/cosmos-db/nosql/query/select
 */
export interface Query {
  distinct: boolean;
  top: Expression | undefined;
  selection: Selection;
  sources: Source[];
  where: Expression | undefined;
  groupBy: Expression[];
  orderBy: OrderBy[];
  offset: Expression | undefined;
  limit: Expression | undefined;
}
