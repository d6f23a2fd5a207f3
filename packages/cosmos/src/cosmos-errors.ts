import { commonErrors } from '@headgate/service/common-errors.ts';
import type { ServiceError } from '@headgate/service/define-errors.ts';

/** The document, or what it should stand in, is not there. */
export const isNotFound = (error: unknown): boolean => codeOf(error) === 404;

/** A document of that id, or of a unique key, is there already. */
export const isConflict = (error: unknown): boolean => codeOf(error) === 409;

/** The document has changed since its ETag was read. */
export const isPreconditionFailed = (error: unknown): boolean => codeOf(error) === 412;

/** Provisioned throughput was used up, and stayed so for as long as the SDK tried again. */
export const isThrottled = (error: unknown): boolean => codeOf(error) === 429;

/** The identity may not do this. */
export const isForbidden = (error: unknown): boolean => codeOf(error) === 403;

/** Cosmos DB did not answer, or answered that it cannot right now: the same request may succeed later. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof Error && errorNames.has(error.name)) return true;
  const code = codeOf(error);
  return typeof code === 'number' ? transientStatus.has(code) : connectionCodes.has(String(code));
}

/** A deadline that passed, and an identity that could not be had. */
const errorNames = new Set(['AbortError', 'CredentialUnavailableError']);

/** https://learn.microsoft.com/rest/api/cosmos-db/http-status-codes-for-cosmosdb: those to try again after. */
const transientStatus = new Set([408, 410, 449, 500, 502, 503, 504]);

const connectionCodes = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'REQUEST_SEND_ERROR',
  'TimeoutError',
]);

/** SERVICE_UNAVAILABLE when trying again later is what helps; undefined for every other error. */
export function toServiceUnavailable(cause: unknown): ServiceError | undefined {
  if (isThrottled(cause)) {
    return commonErrors.create('SERVICE_UNAVAILABLE', {
      message: 'The database is busy. Try again shortly.',
      cause,
    });
  }
  if (isUnavailable(cause)) {
    return commonErrors.create('SERVICE_UNAVAILABLE', {
      message: 'The database is not available right now. Try again shortly.',
      cause,
    });
  }
  return undefined;
}

/** The SDK's errors carry an HTTP status or a system error's name in `code`. */
function codeOf(error: unknown): unknown {
  return error instanceof Error ? (error as Error & { code?: unknown }).code : undefined;
}
