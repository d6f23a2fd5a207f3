import { wholeNumber } from '@headgate/service/whole-number.ts';
import { z } from 'zod';
import { demandControlSettings } from './demand-control-settings.ts';
import { entityCacheSettings } from './entity-cache-settings.ts';
import { requestRule, responseRule } from './header-rules.ts';
import { milliseconds, toggle } from './option-fields.ts';

const traffic = z.strictObject({
  shareInFlight: toggle
    .default(true)
    .describe('Identical queries in flight, with identical headers, are sent once'),
  shareOperations: toggle
    .default(true)
    .describe('Identical queries that run at one time, with identical headers, are run once'),
  retry: toggle.default(true).describe('Queries that got no answer are sent again, while few need it'),
  breakCircuit: toggle.default(true).describe('A subgraph that keeps failing is left alone for a while'),
  mergeFetches: toggle.default(true).describe('Fetches of one plan to one subgraph travel in one request'),
  aliasFetches: toggle.default(true).describe('Also those with different operations'),
  postponeFetches: toggle
    .default(true)
    .describe('A fetch that nothing waits for joins a later request to its subgraph'),
  deduplicate: toggle.default(true).describe('An entity that is needed in several places is asked for once'),
  reuseFields: toggle
    .default(true)
    .describe('Nor is it asked again for fields that the operation has of it already'),
  keepAlive: toggle.default(true).describe('Connections to subgraphs are used again'),
  cancelFetches: toggle.default(true).describe('What nobody waits for any more is cancelled'),
  passDeadline: toggle.default(true).describe('Subgraphs are told how much time is left'),
});

/** How operations are run. */
export const engineOptions = {
  traffic: traffic.prefault({}).describe('What the engine does to spare subgraphs and itself'),
  holdMs: wholeNumber(0, { what: 'a whole number of milliseconds' })
    .default(3)
    .describe('How long a fetch that is ready waits for others that may travel with it, in milliseconds'),
  entityCache: entityCacheSettings.prefault({}).describe('What subgraphs answer is kept by entity'),
  demandControl: demandControlSettings.prefault({}).describe('What operations may cost'),
  authorization: z
    .strictObject({
      policiesClaim: z
        .string({ error: 'expected the name of a claim' })
        .optional()
        .describe('The claim of access tokens that names policies'),
    })
    .prefault({})
    .describe('How authorisation directives are decided'),
  timeoutsMs: z
    .record(z.string(), milliseconds())
    .default({})
    .describe('Instead of subgraphTimeoutMs, by subgraph'),
  requestHeaders: z
    .array(requestRule, { error: 'expected a list of rules' })
    .default([])
    .describe('Rules for headers of requests to subgraphs, after forwardHeaders, one after the other'),
  responseHeaders: z
    .array(responseRule, { error: 'expected a list of rules' })
    .default([])
    .describe('Headers of subgraphs that clients get'),
};
