import { CosmosError } from '../cosmos-error.ts';
import type { CosmosRequest } from './cosmos-request.ts';

export function methodNotAllowed(request: CosmosRequest): CosmosError {
  return new CosmosError(405, `The requested verb ${request.method} is not supported on ${request.rawPath}.`);
}
