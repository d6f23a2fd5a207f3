import { parseInput } from '@headgate/service/parse-input.ts';
import type { RecordActivityInput } from './__generated__/resolvers.ts';
import type { Activity } from './activity.ts';
import { activityInputSchema } from './activity-input-schema.ts';

/**
 * Makes an event of what a client sends.
 * @param at where the input stands in the arguments, for the errors.
 * @throws BAD_USER_INPUT with every field that is wrong.
 */
export type ActivityParser = (input: RecordActivityInput, at: string) => Activity;

/** Makes a parser of events that `userId` sends at `now`, in milliseconds since 1970. */
export function createActivityParser(userId: string, now: number): ActivityParser {
  const schema = activityInputSchema(now);
  const recordedAt = new Date(now);
  return (input, at) => ({ ...parseInput(schema, input, at), userId, recordedAt });
}
