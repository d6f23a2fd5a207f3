import { commonErrors } from '@headgate/service/common-errors.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import { ServiceError } from '@headgate/service/define-errors.ts';
import { parseInput } from '@headgate/service/parse-input.ts';
import type { RecordActivityInput, RejectedActivity } from './__generated__/resolvers.ts';
import type { Activity } from './activity.ts';
import { activityInput } from './activity-input.ts';
import type { ActivityStore } from './activity-store.ts';
import { mapConcurrently } from './map-concurrently.ts';

export interface RecordingDependencies {
  readonly store: ActivityStore;
  readonly logger: Logger;
  /** Clock, in milliseconds since 1970. */
  readonly now: () => number;
}

/** Most events of one call. */
const maxBatchSize = 100;

/** Events that are written at once. The SDK's bulk executor is no help here: it collects for a second before it answers. */
const maxConcurrentWrites = 20;

/**
 * Stores one event of a user; the same id again answers the stored event.
 * @throws BAD_USER_INPUT with every field that is wrong; SERVICE_UNAVAILABLE.
 */
export async function recordActivity(
  { store, now }: RecordingDependencies,
  userId: string,
  input: RecordActivityInput,
): Promise<Activity> {
  return store.record(parseActivity(input, { userId, now: now(), at: 'input' }));
}

/**
 * Stores up to 100 events of a user, each by itself: one that is not valid, or cannot be stored, does not hold up the others.
 * @throws BAD_USER_INPUT for more than 100.
 */
export async function recordActivities(
  { store, logger, now }: RecordingDependencies,
  userId: string,
  inputs: readonly RecordActivityInput[],
): Promise<{ stored: Activity[]; rejected: RejectedActivity[] }> {
  if (inputs.length > maxBatchSize) {
    const message = `expected at most ${maxBatchSize} events, got ${inputs.length}`;
    throw commonErrors.create('BAD_USER_INPUT', {
      message: `inputs: ${message}`,
      fields: [{ path: 'inputs', message }],
    });
  }
  const time = now();
  const parsed = inputs.map((input, index) => tryParse(input, { userId, now: time, at: `inputs.${index}` }));
  const distinct = new Map<string, Activity>();
  for (const each of parsed) {
    if (!(each instanceof Error) && !distinct.has(each.id)) distinct.set(each.id, each);
  }
  const recorded = await mapConcurrently([...distinct.values()], maxConcurrentWrites, store.record);
  const outcomes = new Map([...distinct.keys()].map((id, index) => [id, recorded[index]]));
  const stored: Activity[] = [];
  const rejected: RejectedActivity[] = [];
  for (const [index, each] of parsed.entries()) {
    const outcome = each instanceof Error ? each : outcomes.get(each.id);
    if (outcome instanceof Error)
      rejected.push({ index, id: inputs[index]?.id ?? '', ...explain(outcome, logger) });
    else if (outcome) stored.push(outcome);
  }
  return { stored, rejected };
}

interface ParseOptions {
  readonly userId: string;
  readonly now: number;
  /** Where the event stands in the arguments. */
  readonly at: string;
}

function parseActivity(input: RecordActivityInput, { userId, now, at }: ParseOptions): Activity {
  return { ...parseInput(activityInput(now), input, at), userId, recordedAt: new Date(now) };
}

function tryParse(input: RecordActivityInput, options: ParseOptions): Activity | ServiceError {
  try {
    return parseActivity(input, options);
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

/** The answer is data, which the edge does not look at: what clients must not see is masked and logged here. */
function explain(error: Error, logger: Logger): { code: string; message: string } {
  if (error instanceof ServiceError && error.visible) {
    if (error.httpStatus >= 500) logger.error({ err: error }, 'event not stored');
    return { code: error.code, message: error.message };
  }
  logger.error({ err: error }, 'event not stored');
  const { message } = commonErrors.table.INTERNAL_SERVER_ERROR;
  return { code: 'INTERNAL_SERVER_ERROR', message };
}
