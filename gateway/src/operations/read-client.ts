import type { EndedOperation } from '../ports/ended-operation.ts';

/** Who a client says it is. */
export function readClient(headers: Readonly<Record<string, string | undefined>>): EndedOperation['client'] {
  return { name: headers['apollographql-client-name'], version: headers['apollographql-client-version'] };
}
