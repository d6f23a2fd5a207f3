import { commonErrors } from '@headgate/service/common-errors.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import { ServiceError } from '@headgate/service/define-errors.ts';
import type { RecordActivityInput, RejectedActivity } from './__generated__/resolvers.ts';
import type { Activity } from './activity.ts';
import type { ActivityStore } from './activity-store.ts';
import { createActivityParser } from './create-activity-parser.ts';
import type { RecordingDependencies } from './record-activity.ts';

/** Most events of one call. */
const maxBatchSize = 100;

/**
 * Stores up to 100 events of a user: one that is not valid does not hold up the others. The valid ones are stored in
 * one transaction, in the order in which they happened: whoever follows the store, as the evaluation of alert rules
 * does, sees them in that order. Of several with one id the first is stored, and answers for all.
 * @throws BAD_USER_INPUT for more than 100.
 */
export async function recordActivities(
  { store, logger, now }: RecordingDependencies,
  userId: string,
  inputs: readonly RecordActivityInput[],
): Promise<{ stored: Activity[]; rejected: RejectedActivity[] }> {
  requireBatchSize(inputs.length);
  const parse = createActivityParser(userId, now());
  const parsed = inputs.map((input, index) => orRefusal(() => parse(input, `inputs.${index}`)));
  const distinct = new Map<string, Activity>();
  for (const each of parsed) {
    if (!(each instanceof Error) && !distinct.has(each.id)) distinct.set(each.id, each);
  }
  const outcomes = await storeInOrder(store, userId, [...distinct.values()]);
  const stored: Activity[] = [];
  const rejected: RejectedActivity[] = [];
  for (const [index, { id }] of inputs.entries()) {
    const each = parsed[index];
    const outcome = each instanceof Error ? each : outcomes(id);
    if (outcome instanceof Error) rejected.push({ index, id, ...explain(outcome, logger) });
    else if (outcome) stored.push(outcome);
  }
  return { stored, rejected };
}

/** Tells for each id what is stored now, or why it could not be. */
async function storeInOrder(
  store: ActivityStore,
  userId: string,
  activities: readonly Activity[],
): Promise<(id: string) => Activity | Error | undefined> {
  const ordered = activities.toSorted((one, other) => Number(one.occurredAt) - Number(other.occurredAt));
  try {
    const stored = await store.recordAll(userId, ordered);
    const byId = new Map(stored.map((activity) => [activity.id, activity]));
    return (id) => byId.get(id);
  } catch (error) {
    const failure = error instanceof Error ? error : new Error('failed', { cause: error });
    return () => failure;
  }
}

function requireBatchSize(size: number): void {
  if (size <= maxBatchSize) return;
  const message = `expected at most ${maxBatchSize} events, got ${size}`;
  throw commonErrors.create('BAD_USER_INPUT', {
    message: `inputs: ${message}`,
    fields: [{ path: 'inputs', message }],
  });
}

function orRefusal<Result>(parse: () => Result): Result | ServiceError {
  try {
    return parse();
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

/** The answer is data, which the edge does not look at: what clients must not see is masked and logged here. */
function explain(error: Error, logger: Logger): { code: string; message: string } {
  const isVisible = error instanceof ServiceError && error.visible;
  if (!isVisible || error.httpStatus >= 500) logger.error({ err: error }, 'event not stored');
  if (isVisible) return { code: error.code, message: error.message };
  return { code: 'INTERNAL_SERVER_ERROR', message: commonErrors.table.INTERNAL_SERVER_ERROR.message };
}
