import type { ThresholdCondition } from '@headgate/alerting/rule-document.ts';
import { z } from 'zod';
import { activityKind } from './activity-kind-input.ts';
import { between } from './between.ts';

const currencies = new Set(Intl.supportedValuesOf('currency'));

const fields = z.object({
  activityKind,
  aggregate: z.enum(['COUNT', 'SUM']),
  currency: z
    .string()
    .refine((code) => currencies.has(code), { error: 'expected an ISO 4217 code, e.g. EUR' })
    .nullish(),
  windowSeconds: between(60, 604_800, 'a whole number of seconds'),
  limit: between(1, 1_000_000_000_000, 'a whole number').int({ error: 'expected a whole number' }),
});

/** `ThresholdConditionInput`, as documents hold it. */
export const threshold = fields
  .check(({ value, issues }) => {
    const { aggregate, currency } = value;
    if ((aggregate === 'SUM') === Boolean(currency)) return;
    const message =
      aggregate === 'SUM' ? 'expected a currency to add up' : 'expected none when events are counted';
    issues.push({ code: 'custom', message, path: ['currency'], input: value });
  })
  .transform(
    (given): ThresholdCondition => ({ kind: 'threshold', ...given, currency: given.currency ?? null }),
  );
