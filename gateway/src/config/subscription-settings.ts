import { httpUrl } from '@headgate/service/config-fields.ts';
import { wholeNumber } from '@headgate/service/whole-number.ts';
import { z } from 'zod';
import { milliseconds, portNumber, toggle } from './option-fields.ts';

const ownAddress = httpUrl.transform((url) => url.replace(/\/+$/, ''));

const subgraphNames = z
  .array(z.string({ error: 'expected the name of a subgraph' }), {
    error: 'expected a list of names of subgraphs',
  })
  .min(1, { error: 'expected at least one subgraph' });

const callback = z.strictObject({
  subgraphs: subgraphNames.describe('The names of those that call back'),
  port: portNumber.describe('The port that subgraphs call'),
  path: z
    .string({ error: 'expected a path such as /callback' })
    .regex(/^(\/[\w.~-]+)+$/, { error: 'expected a path such as /callback' })
    .default('/callback')
    .describe('The path that subgraphs call'),
  publicUrl: ownAddress.optional().describe('Where subgraphs reach the gateways'),
  ownUrl: ownAddress.optional().describe('Where other gateways reach this one'),
  secret: z
    .string()
    .min(32, { error: 'expected at least 32 characters' })
    .optional()
    .describe("Shared by gateways that may get each other's callbacks"),
  heartbeatMs: z
    .union([z.literal(0), milliseconds()])
    .default(5_000)
    .describe('How often a subgraph is to tell that it is there, in milliseconds; 0: never'),
  maxBytes: wholeNumber(1, { what: 'a whole number of bytes' })
    .default(4_000_000)
    .describe('Of one callback, in bytes'),
});

const field = z.strictObject({
  public: toggle.optional().describe('Whether its events are the same for every caller'),
  begins: z
    .enum(['now', 'past'], { error: 'expected "now" or "past"' })
    .optional()
    .describe('Whether it may begin with past events, and so cannot be joined or asked for again'),
});

/** What a configuration file may say of subscriptions; docs/subscriptions.md explains each. */
export const subscriptionSettings = z.strictObject({
  callback: callback.optional().describe('Subgraphs that call back with the events of subscriptions'),
  fields: z
    .record(z.string(), field)
    .default({})
    .describe('What the schema does not say of fields of Subscription'),
  max: wholeNumber(1).default(100_000).describe('Subscriptions at a time, in all'),
  maxPerCaller: wholeNumber(1).default(1_000).describe('Subscriptions at a time, for one user'),
  maxWaitingEvents: wholeNumber(1)
    .default(1_000)
    .describe('Messages that a client has not taken, and events that wait to be completed'),
  maxOperationsPerConnection: wholeNumber(1).default(100).describe('Operations at a time over one WebSocket'),
  retries: wholeNumber(0)
    .default(5)
    .describe('How often a lost subgraph is subscribed to again before that is an error'),
  connectionInitTimeoutMs: milliseconds().default(10_000).describe('For connection_init to arrive'),
  keepAliveMs: milliseconds()
    .default(12_000)
    .describe('Between pings; whoever does not answer one is cut off'),
});
