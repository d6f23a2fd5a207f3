import type { User } from '../__generated__/prisma/client.ts';

type PreferenceColumns =
  | 'pushEnabled'
  | 'minSeverity'
  | 'quietHoursStart'
  | 'quietHoursEnd'
  | 'quietHoursPolicy';

/** A user's notification preferences as the schema has them. */
export function readPreferences(user: Pick<User, PreferenceColumns>) {
  const {
    pushEnabled,
    minSeverity,
    quietHoursStart: start,
    quietHoursEnd: end,
    quietHoursPolicy: policy,
  } = user;
  return { pushEnabled, minSeverity, quietHours: start && end ? { start, end, policy } : null };
}
