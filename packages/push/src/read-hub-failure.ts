import { isRestError } from '@azure/core-rest-pipeline';

/** Why the hub did not do what it was asked. */
export interface HubFailure {
  /** HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;
  /** How long the hub wants to be left alone, in milliseconds; 0 when it does not say. */
  readonly retryAfterMs: number;
  /** Whether this very request can never succeed; all else may pass: an outage, a quota, even a wrong key. */
  readonly isPermanent: boolean;
}

/** Malformed, or too large: https://learn.microsoft.com/rest/api/notificationhubs/status-and-error-codes */
const permanentStatus = new Set([400, 413]);

/** Reads what an operation of the SDK threw; undefined for what did not come from the hub. */
export function readHubFailure(error: unknown): HubFailure | undefined {
  if (!isRestError(error)) return undefined;
  const { statusCode: status } = error;
  const seconds = Number(error.response?.headers.get('retry-after') ?? 0);
  return {
    status,
    retryAfterMs: seconds > 0 ? seconds * 1000 : 0,
    isPermanent: status !== undefined && permanentStatus.has(status),
  };
}
