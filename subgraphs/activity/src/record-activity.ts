import type { Logger } from '@headgate/service/create-logger.ts';
import type { RecordActivityInput } from './__generated__/resolvers.ts';
import type { Activity } from './activity.ts';
import type { ActivityStore } from './activity-store.ts';
import { createActivityParser } from './create-activity-parser.ts';

export interface RecordingDependencies {
  readonly store: ActivityStore;
  readonly logger: Logger;
  /** Clock, in milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Stores one event of a user; the same id again answers the stored event.
 * @throws BAD_USER_INPUT with every field that is wrong; SERVICE_UNAVAILABLE.
 */
export async function recordActivity(
  { store, now }: RecordingDependencies,
  userId: string,
  input: RecordActivityInput,
): Promise<Activity> {
  const parse = createActivityParser(userId, now());
  return store.record(parse(input, 'input'));
}
