import { activityKinds } from '@headgate/alerting/activity-kinds.ts';
import { z } from 'zod';

/** Kind of the events that a condition looks at; null for all. */
export const activityKind = z
  .enum(activityKinds)
  .nullish()
  .transform((given) => given ?? null);
