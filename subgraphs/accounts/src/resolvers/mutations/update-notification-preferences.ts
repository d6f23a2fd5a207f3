import { requireIdentity } from '@headgate/identity/require-identity.ts';
import { parseInput } from '@headgate/service/parse-input.ts';
import { z } from 'zod';
import { AlertSeverity, QuietHoursPolicy } from '../../__generated__/prisma/client.ts';
import { explainUserConflict } from '../../users/explain-user-conflict.ts';
import { timeOfDay } from '../../validation/input-fields.ts';
import type { Mutation } from './mutation.ts';

const policy = z.enum(QuietHoursPolicy).nullish();
const quietHours = z
  .object({ start: timeOfDay, end: timeOfDay, policy })
  .refine(({ start, end }) => start !== end, {
    path: ['end'],
    error: 'expected another time than the start',
  });

const schema = z.object({
  pushEnabled: z.boolean({ error: 'expected true or false' }).optional(),
  minSeverity: z.enum(AlertSeverity, { error: 'expected INFO, WARNING or CRITICAL' }).optional(),
  quietHours: quietHours.nullish(),
});

/** @throws NOT_REGISTERED */
export const updateNotificationPreferences: Mutation<'updateNotificationPreferences'> = (
  _root,
  { input },
  { identity, database },
) => {
  const { userId } = requireIdentity(identity);
  const { pushEnabled, minSeverity, quietHours } = parseInput(schema, input);
  const data = {
    ...(pushEnabled !== undefined && { pushEnabled }),
    ...(minSeverity !== undefined && { minSeverity }),
    ...(quietHours !== undefined && {
      quietHoursStart: quietHours?.start ?? null,
      quietHoursEnd: quietHours?.end ?? null,
      quietHoursPolicy: quietHours?.policy ?? 'HOLD',
    }),
  };
  return database.user.update({ where: { id: userId }, data }).catch(explainUserConflict);
};
