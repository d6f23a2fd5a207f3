import { badRequest } from '../cosmos-error.ts';
import type { CosmosRequest } from './cosmos-request.ts';

const standard = 100;
const dynamic = 1000;

/** How many items a page may have; the service's 100 where the client does not say, more where it leaves it open (-1). */
export function pageSize(request: CosmosRequest): number {
  const header = request.header('x-ms-max-item-count');
  if (header === undefined) return standard;
  const size = Number(header);
  if (size === -1) return dynamic;
  if (!Number.isInteger(size) || size < 1) throw badRequest(`The page size '${header}' is invalid.`);
  return size;
}
