import { z } from 'zod';
import { checkShape } from '../check-shape.ts';
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
