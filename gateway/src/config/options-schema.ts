import { logLevel, redisUrl } from '@headgate/service/config-fields.ts';
import { wholeNumber } from '@headgate/service/whole-number.ts';
import { z } from 'zod';
import { traceHeaders } from '../values/trace-headers.ts';
import { engineOptions } from './engine-options.ts';
import { headerNames, milliseconds, portNumber, text, toggle } from './option-fields.ts';
import { sessionOptions } from './session-options.ts';
import { subgraphSettings } from './subgraph-settings.ts';
import { subscriptionSettings } from './subscription-settings.ts';
import { transportOptions } from './transport-options.ts';

const redis = z.strictObject({
  url: redisUrl.optional().describe('Such as rediss://host:6380'),
  cluster: toggle.default(false).describe('Whether the server sends its clients to other nodes'),
  signIn: z
    .enum(['url', 'entra'], { error: 'expected "url" or "entra"' })
    .default('url')
    .describe('By the user and password of the URL, or with tokens of the managed identity'),
  caFile: text('a file of certificates (PEM)')
    .optional()
    .describe('Who may vouch for the server beside those whom Node.js trusts'),
});

const cache = z.strictObject({
  responses: toggle.default(true).describe('Whether answers are kept for as long as subgraphs say'),
  invalidationKey: z
    .string()
    .min(16, { error: 'expected at least 16 characters' })
    .optional()
    .describe('Opens POST /invalidation to those who send it as Authorization'),
  prefix: z.string().default('headgate:').describe('Before every key in Redis'),
  memoryBytes: wholeNumber(1)
    .default(64 * 1024 * 1024)
    .describe('Memory of the process for cached answers, in bytes'),
  deadlineMs: milliseconds()
    .default(150)
    .describe('How long a read of Redis may take before the request goes on without it'),
});

const persistedDocuments = z.strictObject({
  mode: z
    .enum(['off', 'log', 'safelist', 'ids-only'], {
      error: 'expected "off", "log", "safelist" or "ids-only"',
    })
    .default('off')
    .describe('What becomes of operations that no manifest names'),
  from: text('a manifest, a directory of manifests, or "redis"')
    .optional()
    .describe('A manifest, a directory of manifests, or "redis"'),
});

const clientNamesError = 'expected names of clients such as web,mobile';

const usage = z.strictObject({
  sample: z
    .number({ error: 'expected a share from 0 to 1' })
    .min(0, { error: 'expected a share from 0 to 1' })
    .max(1, { error: 'expected a share from 0 to 1' })
    .default(1)
    .describe('The share of operations that is counted; 0: none'),
  roles: z
    .array(z.string(), { error: 'expected a list of roles' })
    .default(['operator'])
    .describe('Who may read GET /usage, by the roles of access tokens'),
});

const clientTelemetry = z.strictObject({
  clients: z
    .array(z.string().regex(/^[a-z][\w-]{0,31}$/, { error: clientNamesError }), { error: clientNamesError })
    .max(20, { error: 'expected at most 20 names' })
    .default([])
    .describe('Names of the clients that may tell, such as web and mobile; none: nobody may'),
  sample: z
    .number({ error: 'expected a share from 0 to 1' })
    .min(0, { error: 'expected a share from 0 to 1' })
    .max(1, { error: 'expected a share from 0 to 1' })
    .default(1)
    .describe('Of which share of their sessions clients tell; 0: of none'),
});

/** Everything that a gateway can be told, in plain names: by a file, by the options of createGateway, by variables. */
const options = z.strictObject({
  $schema: z.string().optional().describe('Where editors find what may be said'),
  host: text('an address').default('127.0.0.1').describe('The address to listen on'),
  port: portNumber.default(4000).describe('The port to listen on; 0 takes a free one'),
  path: z
    .string({ error: 'expected a path such as /graphql' })
    .regex(/^(\/[\w.~-]+)+$/, { error: 'expected a path such as /graphql' })
    .default('/graphql')
    .describe('Where GraphQL is served, over HTTP and WebSocket'),
  processes: wholeNumber(1, { max: 256 })
    .default(1)
    .describe('How many processes of the command share the port; each has memory and caches of its own'),
  logLevel: logLevel.default('info').describe('How much is logged'),
  supergraph: text('the path of a file or a directory')
    .optional()
    .describe('A file with the SDL of a supergraph, or a directory with one; read again when it changes'),
  subgraphs: subgraphSettings.default({}).describe('By name; "*" is for all that say nothing of their own'),
  subgraphPollMs: milliseconds()
    .default(2_000)
    .describe('How often running subgraphs are asked for their schemas'),
  subgraphTimeoutMs: milliseconds()
    .default(30_000)
    .describe('How long a subgraph may take to answer, or to accept a WebSocket'),
  requestTimeoutMs: milliseconds()
    .default(60_000)
    .describe('After it a request is answered with what there is'),
  drainMs: milliseconds(0)
    .default(5_000)
    .describe('How long the gateway goes on serving when it is told to stop'),
  forwardHeaders: headerNames
    .prefault(['authorization', ...traceHeaders])
    .describe("The client's headers that subgraphs get"),
  exposeSubgraphErrors: toggle
    .default(false)
    .describe("Whether clients read the subgraphs' own error messages"),
  engine: z
    .enum(['headgate', 'apollo'], { error: 'expected "headgate" or "apollo"' })
    .default('headgate')
    .describe('"apollo" runs the executor of @apollo/gateway: queries and mutations only'),
  metrics: z
    .strictObject({
      port: portNumber.describe('The port to listen on; 0 takes a free one'),
      host: text('an address').optional().describe('The address to listen on. Default: that of the gateway'),
    })
    .optional()
    .describe('Where GET /metrics is served; nowhere without it'),
  apollo: z
    .strictObject({
      key: z.string().optional().describe('The key of the graph'),
      graphRef: z.string().optional().describe('The graph and its variant, such as shop@current'),
    })
    .prefault({})
    .describe('For usage reporting'),
  redis: redis.prefault({}).describe('Shares cached answers, plans and persisted queries between gateways'),
  cache: cache.prefault({}).describe('How whole answers are kept'),
  persistedDocuments: persistedDocuments.prefault({}).describe('Operations that are known beforehand'),
  slowOperationMs: milliseconds()
    .default(5_000)
    .describe('Operations that take as long are in traces, however few traces are kept'),
  pseudonymKey: text('a key of at least 16 characters')
    .min(16, { error: 'expected at least 16 characters' })
    .optional()
    .describe('Makes names of users and sessions in traces; without it each process has its own'),
  usage: usage.prefault({}).describe('Which operations, fields and clients are used; needs redis.url'),
  clientTelemetry: clientTelemetry
    .prefault({})
    .describe('What clients tell of themselves at /telemetry; needs to know who calls'),
  sessions: sessionOptions
    .optional()
    .describe('Lets browsers sign in here and hold no tokens; needs oidc and redis.url'),
  webRoot: text('a folder with a built page')
    .optional()
    .describe('What is served at /; Sandbox is at /sandbox then'),
  ...transportOptions,
  ...engineOptions,
  subscriptions: subscriptionSettings.prefault({}).describe('How events come, and how many'),
});

type Options = z.output<typeof options>;

/** Checked beside the single options, so that all problems are reported at once; some may be missing by then. */
const always = { when: () => true };

/** Listen everywhere, and say nothing of where they can be reached. */
export const wildcardHosts: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

export const optionsSchema = options
  .refine((value?: Partial<Options>) => !(value?.cors?.credentials && value.cors.origins.includes('*')), {
    ...always,
    path: ['cors', 'credentials'],
    error:
      'expected cors.origins to name the origins: with "*" any page could ask with the cookies of its reader',
  })
  .refine(
    (value?: Partial<Options>) => {
      const { mode = 'off', from } = value?.persistedDocuments ?? {};
      return mode === 'off' || from !== undefined;
    },
    {
      ...always,
      path: ['persistedDocuments', 'from'],
      error: 'expected a manifest, a directory of manifests, or "redis"',
    },
  )
  .refine(
    (value?: Partial<Options>) =>
      value?.persistedDocuments?.from !== 'redis' || !value.redis || value.redis.url !== undefined,
    { ...always, path: ['redis', 'url'], error: 'expected, since persisted documents come from Redis' },
  )
  .refine((value?: Partial<Options>) => !value?.sessions || value.oidc !== undefined, {
    ...always,
    path: ['oidc'],
    error: 'expected, since browsers sign in (sessions)',
  })
  .refine((value?: Partial<Options>) => !value?.sessions || value.redis?.url !== undefined, {
    ...always,
    path: ['redis', 'url'],
    error: 'expected, since browsers sign in (sessions)',
  })
  .refine(
    (value?: Partial<Options>) => {
      const callback = value?.subscriptions?.callback;
      return (
        !callback ||
        callback.publicUrl !== undefined ||
        callback.ownUrl !== undefined ||
        !wildcardHosts.has(value?.host ?? '')
      );
    },
    {
      ...always,
      path: ['subscriptions', 'callback', 'ownUrl'],
      error: 'expected, since host names no address that subgraphs could call (or publicUrl)',
    },
  );

export type GatewaySettings = z.output<typeof optionsSchema>;
