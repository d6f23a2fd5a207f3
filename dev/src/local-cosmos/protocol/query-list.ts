import { z } from 'zod';
import { checkShape } from '../check-shape.ts';
import { compileQuery } from '../query/compile-query.ts';
import { createQueryScope } from '../query/create-query-scope.ts';
import { parseQuery } from '../query/parse-query.ts';
import { runQuery } from '../query/run-query.ts';
import type { Store } from '../storage/open-store.ts';
import type { CosmosRequest } from './cosmos-request.ts';

/** Whether a POST asks rather than creates. */
export function isQuery(request: CosmosRequest): boolean {
  return (
    request.method === 'POST' &&
    (request.flag('x-ms-documentdb-isquery') ||
      (request.header('content-type') ?? '').startsWith('application/query+json'))
  );
}

const querySchema = z.object({
  query: z.string(),
  parameters: z
    .array(z.object({ name: z.string().startsWith('@'), value: z.unknown().optional() }))
    .default([]),
});

/** The text and the parameters of a query's body. @throws BadRequest where it has no text */
export function parseQueryBody(body: unknown): { text: string; parameters: ReadonlyMap<string, unknown> } {
  const { query, parameters } = checkShape(querySchema, body);
  return { text: query, parameters: new Map(parameters.map(({ name, value }) => [name, value])) };
}

/** Runs a query over the databases of the account or the containers of a database. */
export function queryList(store: Store, request: CosmosRequest, resources: readonly object[]): unknown[] {
  const { text, parameters } = parseQueryBody(request.json());
  const query = parseQuery(text);
  const { items } = runQuery({
    text,
    query,
    compiled: compileQuery(query, createQueryScope(parameters, store.now)),
    parameters,
    maxItemCount: Number.POSITIVE_INFINITY,
    continuation: undefined,
    isSorted: false,
    scan: () => resources.map((document, sequence) => ({ sequence, document })),
  });
  return items.map((item) => JSON.parse(item) as unknown);
}
