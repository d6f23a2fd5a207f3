import { gatewayErrors } from '../errors.ts';

const table: Readonly<Record<string, { readonly httpStatus: number }>> = gatewayErrors.table;

/** Codes with status 200, or of no table, that nobody has to mend here. */
const refusals = new Set([
  'UNAUTHORIZED_FIELD_OR_TYPE',
  'SUBREQUEST_CANCELLED',
  'SUBSCRIPTION_JWT_EXPIRED',
  'SUBSCRIPTION_LIMIT_EXCEEDED',
  'SUBSCRIPTION_CLIENT_TOO_SLOW',
]);

/**
 * Whether an error with this code is a failure of ours or of a subgraph, rather than a request that was refused for what it
 * asks. A code that the gateway does not know is one that a subgraph has chosen, and thereby a refusal: servers report what
 * they did not expect as `INTERNAL_SERVER_ERROR`, or without a code (`DOWNSTREAM_SERVICE_ERROR` here).
 */
export function isFailure(code: string): boolean {
  if (refusals.has(code)) return false;
  const status = table[code]?.httpStatus;
  return status !== undefined && (status < 400 || status >= 500);
}
