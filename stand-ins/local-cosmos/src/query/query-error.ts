import { CosmosError } from '../cosmos-error.ts';

/** Where in the query's text something stands: offsets of its first character and of the one after its last. */
export interface Location {
  start: number;
  end: number;
}

/**
 * A query that is refused, as Cosmos DB words it: 400 with the place and a code.
 *
 * @param code SC1001 for syntax, SC2001 for a name that is not bound, SC2005 for a function that is not known
 */
export function queryError(code: string, message: string, location?: Location): CosmosError {
  const error = { severity: 'Error', ...(location && { location }), code, message };
  return new CosmosError(400, message, { detail: { errors: [error] } });
}

export function syntaxError(near: string, location: Location): CosmosError {
  const what = near === '' ? 'at the end of the query' : `near '${near}'`;
  return queryError('SC1001', `Syntax error, incorrect syntax ${what}.`, location);
}
