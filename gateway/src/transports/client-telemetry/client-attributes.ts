import type { ClientAttributes } from '@headgate/telemetry/clients/client-report.ts';
import { z } from 'zod';

/** Age of what a subscription told when a client had shown it, in seconds. */
export const eventAge = 'headgate.event.age';

/** Older than a day is no latency of anything. */
const maxAgeSeconds = 86_400;

const text = (form: RegExp) => z.string().regex(form);

/** What may be told of a span; everything else is left out. */
export const spanAttributes = {
  'graphql.operation.name': text(/^[_A-Za-z]\w{0,99}$/),
  'graphql.operation.type': z.enum(['query', 'mutation', 'subscription']),
  'error.type': text(/^[\w.-]{1,64}$/),
  [eventAge]: z.number().min(0).max(maxAgeSeconds),
};

/** What may be told with a line: https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-logs/ */
export const logAttributes = {
  'exception.type': text(/^[\w$.]{1,100}$/),
  'exception.message': z.string().max(1_000),
  'exception.stacktrace': z.string().max(4_000),
};

/** More are not looked at. */
const maxAttributes = 16;

/** Pairs as OTLP has them, of which those that are allowed stay. */
export const keyValues = z
  .array(
    z.object({
      key: z.string(),
      value: z.object({ stringValue: z.string().optional(), doubleValue: z.number().optional() }),
    }),
  )
  .max(maxAttributes)
  .default([])
  .transform((pairs) =>
    pairs.map(({ key, value }) => [key, value.stringValue ?? value.doubleValue] as const),
  );

/** Those of the pairs that are allowed and have the form that they should. */
export function selectAttributes(
  pairs: z.output<typeof keyValues>,
  allowed: Readonly<Record<string, z.ZodType<string | number>>>,
): ClientAttributes {
  const selected: Record<string, string | number> = {};
  for (const [key, value] of pairs) {
    const form = Object.hasOwn(allowed, key) ? allowed[key] : undefined;
    const { data } = form?.safeParse(value) ?? {};
    if (data !== undefined) selected[key] = data;
  }
  return selected;
}
