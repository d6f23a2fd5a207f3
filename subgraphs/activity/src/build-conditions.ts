import type { JSONValue } from '@azure/cosmos';
import type { ActivityFilter, ActivityPosition } from './activity-store.ts';
import { toDocumentId } from './document-id.ts';
import { isOneOf } from './is-one-of.ts';

export interface Conditions {
  /** ` WHERE …`, or nothing. */
  readonly where: string;
  readonly parameters: Readonly<Record<string, JSONValue>>;
}

/** Makes the WHERE clause for events that pass a filter and come after a position. */
export function buildConditions(filter: ActivityFilter, after?: ActivityPosition): Conditions {
  const { kinds, since, until, placeId } = filter;
  const conditions: string[] = [];
  const parameters: Record<string, JSONValue> = {};
  const add = (condition: string, values: Record<string, JSONValue>) => {
    conditions.push(condition);
    Object.assign(parameters, values);
  };
  if (kinds) {
    const { condition, parameters: values } = isOneOf('c.kind', '@kind', kinds);
    add(condition, values);
  }
  if (since) add('c.occurredAt >= @since', { '@since': since.toISOString() });
  if (until) add('c.occurredAt < @until', { '@until': until.toISOString() });
  if (placeId !== undefined) add('c.placeId = @placeId', { '@placeId': placeId });
  if (after) {
    // The bound on occurredAt alone lets the index skip to the position; an OR at the top would scan.
    add('c.occurredAt <= @afterTime AND (c.occurredAt < @afterTime OR c.id < @afterId)', {
      '@afterTime': after.occurredAt.toISOString(),
      '@afterId': toDocumentId(after.id),
    });
  }
  return { where: conditions.length ? ` WHERE ${conditions.join(' AND ')}` : '', parameters };
}
