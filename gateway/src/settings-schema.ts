import { z } from 'zod';
import { entityCacheSettings } from './entity-cache-settings.ts';
import { neverForwarded } from './execution/subgraph-client/create-select-headers.ts';
import { headerName } from './header-name.ts';
import { subscriptionSettings } from './subscription-settings.ts';

const requestHeader = headerName.refine((name) => !neverForwarded.has(name), {
  error: 'this header belongs to the connection or the message',
});

const toggle = z.boolean({ error: 'expected true or false' }).default(true);

const milliseconds = z
  .number({ error: 'expected a whole number of milliseconds, at least 1' })
  .int({ error: 'expected a whole number of milliseconds, at least 1' })
  .min(1, { error: 'expected a whole number of milliseconds, at least 1' });

const subgraphs = z
  .array(z.string({ error: 'expected the name of a subgraph' }), {
    error: 'expected a list of names of subgraphs',
  })
  .optional();

/** What the gateway says of its own answer, or of its connection. */
const ownResponseHeaders = new Set([
  'age',
  'cache-control',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'etag',
  'keep-alive',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'vary',
]);

const requestRule = z
  .strictObject({
    forward: requestHeader.optional(),
    as: requestHeader.optional(),
    set: requestHeader.optional(),
    value: z
      .string({ error: 'expected a text' })
      .regex(/^[\t\x20-\x7e]*$/, { error: 'expected a text of printable ASCII' })
      .optional(),
    remove: requestHeader.optional(),
    subgraphs,
  })
  .transform(({ forward, as, set, value, remove, subgraphs: names }, context) => {
    const only = names ? { subgraphs: names } : {};
    const actions = [forward, set, remove].filter((name) => name !== undefined);
    if (actions.length !== 1) context.addIssue('expected one of forward, set and remove');
    else if ((set === undefined) !== (value === undefined)) context.addIssue('set and value go together');
    else if (as !== undefined && forward === undefined) context.addIssue('as goes with forward');
    else if (forward !== undefined) return { forward, ...(as !== undefined && { as }), ...only };
    else if (set !== undefined && value !== undefined) return { set, value, ...only };
    else if (remove !== undefined) return { remove, ...only };
    return z.NEVER;
  });

const responseRule = z
  .strictObject({
    forward: headerName.refine((name) => !ownResponseHeaders.has(name), {
      error: 'the gateway writes this header itself',
    }),
    as: headerName
      .refine((name) => !ownResponseHeaders.has(name), { error: 'the gateway writes this header itself' })
      .optional(),
    subgraphs,
  })
  .transform(({ forward, as = forward, subgraphs: names }) => ({
    forward,
    as,
    ...(names && { subgraphs: names }),
  }));

/** What a configuration file may say; README.md explains each. Nothing in it is required. */
export const settingsSchema = z.strictObject({
  policies: z
    .strictObject({
      shareInFlight: toggle,
      shareOperations: toggle,
      retry: toggle,
      breakCircuit: toggle,
      mergeFetches: toggle,
      aliasFetches: toggle,
      postponeFetches: toggle,
      deduplicate: toggle,
      reuseFields: toggle,
      keepAlive: toggle,
      cancelFetches: toggle,
      passDeadline: toggle,
    })
    .prefault({}),
  holdMs: z
    .number({ error: 'expected a whole number of milliseconds' })
    .int({ error: 'expected a whole number of milliseconds' })
    .min(0, { error: 'expected a whole number of milliseconds' })
    .default(3),
  entityCache: entityCacheSettings.prefault({}),
  authorization: z
    .strictObject({ policiesClaim: z.string({ error: 'expected the name of a claim' }).optional() })
    .prefault({}),
  timeoutsMs: z.record(z.string(), milliseconds).default({}),
  requestHeaders: z.array(requestRule, { error: 'expected a list of rules' }).default([]),
  responseHeaders: z.array(responseRule, { error: 'expected a list of rules' }).default([]),
  subscriptions: subscriptionSettings.prefault({}),
});

export type Settings = z.output<typeof settingsSchema>;
