import { requireIdentity } from '@headgate/identity/require-identity.ts';
import { parseInput } from '@headgate/service/parse-input.ts';
import { z } from 'zod';
import { explainUserConflict } from '../../users/explain-user-conflict.ts';
import { timeOfDay } from '../../validation/input-fields.ts';
import type { Mutation } from './mutation.ts';

const quietHours = z.object({ start: timeOfDay, end: timeOfDay }).refine(({ start, end }) => start !== end, {
  path: ['end'],
  error: 'expected another time than the start',
});

const schema = z.object({
  pushEnabled: z.boolean({ error: 'expected true or false' }).optional(),
  quietHours: quietHours.nullish(),
});

/** @throws NOT_REGISTERED */
export const updateNotificationPreferences: Mutation<'updateNotificationPreferences'> = (
  _root,
  { input },
  { identity, database },
) => {
  const { userId } = requireIdentity(identity);
  const { pushEnabled, quietHours } = parseInput(schema, input);
  const data = {
    ...(pushEnabled !== undefined && { pushEnabled }),
    ...(quietHours !== undefined && {
      quietHoursStart: quietHours?.start ?? null,
      quietHoursEnd: quietHours?.end ?? null,
    }),
  };
  return database.user.update({ where: { id: userId }, data }).catch(explainUserConflict);
};
