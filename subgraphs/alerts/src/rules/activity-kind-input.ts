import { z } from 'zod';

/** Kind of the events that a condition looks at; null for all. */
export const activityKind = z
  .enum(['VIEW', 'CLICK', 'CHECK_IN', 'PURCHASE', 'SIGN_IN', 'CUSTOM'])
  .nullish()
  .transform((given) => given ?? null);
