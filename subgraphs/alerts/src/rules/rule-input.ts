import type { AlertCondition } from '@headgate/alerting/rule-document.ts';
import { z } from 'zod';

const between = (min: number, max: number, what: string) => {
  const error = `expected ${what} from ${min.toLocaleString('en')} to ${max.toLocaleString('en')}`;
  return z.number({ error }).min(min, { error }).max(max, { error });
};

const nameForm = 'expected 1 to 100 characters';
const name = z.string().trim().min(1, { error: nameForm }).max(100, { error: nameForm });

const oneWeekSeconds = 604_800;
const cooldownSeconds = between(0, oneWeekSeconds, 'a whole number of seconds');

const geofence = z.object({
  transition: z.enum(['ENTER', 'EXIT']),
  center: z.object({
    latitude: between(-90, 90, 'degrees'),
    longitude: between(-180, 180, 'degrees'),
  }),
  radiusMeters: between(10, 100_000, 'metres'),
  placeId: z.string().min(1).max(100).nullish(),
});

const condition = z
  .object({ geofence: geofence.nullish() })
  .transform(({ geofence: circle }, context): AlertCondition => {
    if (!circle) {
      context.addIssue('expected exactly one of: geofence');
      return z.NEVER;
    }
    return { kind: 'geofence', ...circle, placeId: circle.placeId ?? null };
  });

const severity = z.enum(['INFO', 'WARNING', 'CRITICAL']);

/** `CreateAlertRuleInput`, with its condition as documents hold it. */
export const createRuleSchema = z.object({
  name,
  condition,
  severity: severity.nullish().transform((given) => given ?? 'INFO'),
  cooldownSeconds: cooldownSeconds.nullish().transform((given) => given ?? 0),
});

/** `UpdateAlertRuleInput`: null is the same as absent. */
export const updateRuleSchema = z.object({
  name: name.nullish(),
  condition: condition.nullish(),
  severity: severity.nullish(),
  cooldownSeconds: cooldownSeconds.nullish(),
});

export type RuleChanges = z.output<typeof updateRuleSchema>;
