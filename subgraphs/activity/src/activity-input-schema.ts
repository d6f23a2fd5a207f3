import { degrees } from '@headgate/input-rules/degrees.ts';
import { storableText } from '@headgate/input-rules/storable-text.ts';
import { z } from 'zod';
import { activityKinds } from './activity.ts';
import { findValueProblem } from './find-value-problem.ts';

const maxAheadMs = 5 * 60_000;
const maxPropertiesBytes = 16 * 1024;
const maxPropertiesDepth = 32;
const currencies = new Set(Intl.supportedValuesOf('currency'));

const idLength = 'expected 1 to 100 characters';
const id = storableText.min(1, { error: idLength }).max(100, { error: idLength });

const location = z.object({ latitude: degrees(90), longitude: degrees(180) });

const amount = z.object({
  minorUnits: z.int({ error: 'expected a whole number of the smallest unit of the currency' }),
  currency: z
    .string()
    .refine((code) => currencies.has(code), { error: 'expected an ISO 4217 code, e.g. EUR' }),
});

const accuracy = 'expected metres, 0 or more';

const properties = z
  .unknown()
  .refine((value) => isNestedAtMost(value, maxPropertiesDepth), {
    error: `expected JSON nested at most ${maxPropertiesDepth} levels deep`,
    abort: true,
  })
  .refine((value) => Buffer.byteLength(JSON.stringify(value) ?? '') <= maxPropertiesBytes, {
    error: 'expected at most 16 KB of JSON',
    abort: true,
  })
  .superRefine((value, context) => {
    const problem = findValueProblem(value);
    if (problem) context.addIssue(problem);
  });

/** What an event must be that a client sends when the server's clock says `now`, in milliseconds since 1970. */
export function activityInputSchema(now: number) {
  return z.object({
    id,
    kind: z.enum(activityKinds),
    occurredAt: z
      .date()
      .min(new Date(0), { error: 'expected a time since 1970' })
      .max(new Date(now + maxAheadMs), { error: 'expected a time at most 5 minutes ahead of the server’s' }),
    location: location.nullish().transform(toNull),
    accuracyMeters: z.number().min(0, { error: accuracy }).nullish().transform(toNull),
    placeId: id.nullish().transform(toNull),
    amount: amount.nullish().transform(toNull),
    sessionId: id.nullish().transform(toNull),
    properties: properties.optional().transform((value) => value ?? null),
  });
}

function toNull<Value>(value: Value | null | undefined): Value | null {
  return value ?? null;
}

/** Stops at the first level too deep, so that no nesting exhausts the stack. */
function isNestedAtMost(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isNestedAtMost(inner, levels - 1));
}
