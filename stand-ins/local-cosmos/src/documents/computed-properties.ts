import { compileSubquery } from '../query/compile-query.ts';
import { createQueryScope } from '../query/create-query-scope.ts';
import type { Evaluate } from '../query/evaluate.ts';
import { parseQuery } from '../query/parse-query.ts';
import type { ContainerRecord } from '../storage/container-record.ts';

export interface ComputedProperties {
  names: ReadonlySet<string>;
  /** The document, with what is computed where queries can name it and `SELECT *` leaves it out. */
  add(document: Record<string, unknown>): Record<string, unknown>;
}

/**
 * Compiles what a container computes from its documents.
 *
 * @throws BadRequest for a query that is none
 * @see https://learn.microsoft.com/azure/cosmos-db/nosql/query/computed-properties
 */
export function computedProperties(container: ContainerRecord, now: () => number): ComputedProperties {
  const definitions = container.definition.computedProperties ?? [];
  const properties = definitions.map(({ name, query }): [string, Evaluate] => [
    name,
    compileSubquery(
      { kind: 'subquery', shape: 'scalar', query: parseQuery(query) },
      createQueryScope(new Map(), now),
    ),
  ]);
  return {
    names: new Set(properties.map(([name]) => name)),
    add(document) {
      for (const [name, evaluate] of properties) {
        const value = evaluate([document]);
        if (value !== undefined && !Object.hasOwn(document, name))
          Object.defineProperty(document, name, { value, enumerable: false });
      }
      return document;
    },
  };
}
