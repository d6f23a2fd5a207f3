import { httpUrl, milliseconds, port } from '@headgate/service/config-fields.ts';
import { z } from 'zod';

const subgraphNames = z
  .array(z.string({ error: 'expected the name of a subgraph' }), {
    error: 'expected a list of names of subgraphs',
  })
  .min(1, { error: 'expected at least one subgraph' });

const callback = z.strictObject({
  subgraphs: subgraphNames,
  port,
  path: z
    .string({ error: 'expected a path such as /callback' })
    .regex(/^(\/[\w.~-]+)+$/, { error: 'expected a path such as /callback' })
    .default('/callback'),
  publicUrl: httpUrl.transform((url) => url.replace(/\/+$/, '')).optional(),
  heartbeatMs: z.union([z.literal(0), milliseconds]).default(5_000),
  maxBytes: z
    .number({ error: 'expected a whole number of bytes' })
    .int({ error: 'expected a whole number of bytes' })
    .min(1, { error: 'expected a whole number of bytes' })
    .default(4_000_000),
});

const field = z.strictObject({
  public: z.boolean({ error: 'expected true or false' }).optional(),
  begins: z.enum(['now', 'past'], { error: 'expected "now" or "past"' }).optional(),
});

/** What a configuration file may say of subscriptions; docs/subscriptions.md explains each. */
export const subscriptionSettings = z.strictObject({
  callback: callback.optional(),
  fields: z.record(z.string(), field).default({}),
});
