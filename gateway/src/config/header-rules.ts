import { z } from 'zod';
import { neverForwarded } from '../execution/subgraph-client/create-select-headers.ts';
import { framingHeaders } from '../values/framing-headers.ts';
import { headerName } from './header-name.ts';

const requestHeader = headerName.refine((name) => !neverForwarded.has(name), {
  error: 'this header belongs to the connection or the message',
});

const subgraphs = z
  .array(z.string({ error: 'expected the name of a subgraph' }), {
    error: 'expected a list of names of subgraphs',
  })
  .optional()
  .describe('Their names. Default: all');

/** What the gateway says of its own answer, or of its connection. */
const ownResponseHeaders = new Set([
  ...framingHeaders,
  'age',
  'cache-control',
  'content-encoding',
  'content-type',
  'date',
  'etag',
  'vary',
]);

/** What to do with the headers of requests to subgraphs. */
export const requestRule = z
  .strictObject({
    forward: requestHeader.optional().describe("The client's header that subgraphs get"),
    as: requestHeader.optional().describe('Under another name. Default: the same'),
    set: requestHeader.optional().describe('A header that subgraphs get, with value'),
    value: z
      .string({ error: 'expected a text' })
      .regex(/^[\t\x20-\x7e]*$/, { error: 'expected a text of printable ASCII' })
      .optional()
      .describe('Of the header to set'),
    remove: requestHeader.optional().describe('A header that subgraphs do not get'),
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

/** Which headers of subgraphs clients get. */
export const responseRule = z
  .strictObject({
    forward: headerName
      .refine((name) => !ownResponseHeaders.has(name), {
        error: 'the gateway writes this header itself',
      })
      .describe('The header of subgraphs that clients get'),
    as: headerName
      .refine((name) => !ownResponseHeaders.has(name), { error: 'the gateway writes this header itself' })
      .optional()
      .describe('Under another name. Default: the same'),
    subgraphs,
  })
  .transform(({ forward, as = forward, subgraphs: names }) => ({
    forward,
    as,
    ...(names && { subgraphs: names }),
  }));
