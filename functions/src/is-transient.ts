import { EvaluationConflictError } from '@headgate/alerting/evaluate-user-activity.ts';
import { isThrottled, isUnavailable } from '@headgate/cosmos/cosmos-errors.ts';
import { ServiceError } from '@headgate/service/define-errors.ts';

/** Tells an error that goes away by itself, so that the same work can succeed later, from one that stays. */
export function isTransient(error: unknown): boolean {
  if (error instanceof ServiceError) return error.code === 'SERVICE_UNAVAILABLE';
  return error instanceof EvaluationConflictError || isThrottled(error) || isUnavailable(error);
}
