import { identityEnvironment } from '@headgate/identity/identity-config.ts';
import { cacheEnvironment, toCacheConfig, toRedisConfig } from '@headgate/redis/redis-config.ts';
import { flag, httpUrl, milliseconds, port, serviceEnvironment } from '@headgate/service/config-fields.ts';
import { z } from 'zod';
import { settingsFile } from './read-settings-file.ts';
import { settingsSchema } from './settings-schema.ts';
import { subscriptionEnvironment } from './subscription-environment.ts';

const count = z.coerce
  .number({ error: 'expected a whole number, at least 1' })
  .int({ error: 'expected a whole number, at least 1' })
  .min(1, { error: 'expected a whole number, at least 1' });

const subgraphList = z.string().transform((text, context) => {
  const subgraphs = text.split(',').map((entry) => {
    const [name = '', url = ''] = splitOnce(entry.trim(), '=');
    return { name, url };
  });
  const names = new Set(subgraphs.map(({ name }) => name));
  if (
    subgraphs.some(({ name, url }) => !name || !httpUrl.safeParse(url).success) ||
    names.size < subgraphs.length
  ) {
    context.addIssue('expected subgraphs as name=url,name=url with each name once');
    return z.NEVER;
  }
  return subgraphs;
});

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

const originList = z.string().transform((text, context) => {
  const origins = text.split(',').map((origin) => origin.trim());
  if (origins.some((origin) => origin !== '*' && !httpUrl.safeParse(origin).success)) {
    context.addIssue('expected origins such as https://app.example,https://studio.apollographql.com, or *');
    return z.NEVER;
  }
  return origins;
});

const headerList = z
  .string()
  .transform((text) => text.split(',').map((name) => name.trim().toLowerCase()))
  .refine((names) => names.every((name) => /^[\w!#$%&'*+.^`|~-]+$/.test(name)), {
    error: 'expected names of headers such as authorization,x-tenant',
  });

/** What the commands that use Redis alone are told. */
export const redisConfig = z.object(cacheEnvironment).transform(toCacheConfig);

/** Environment variables of the gateway; README.md explains each. */
const environment = z.object({
  ...cacheEnvironment,
  ...serviceEnvironment,
  ...z.object(identityEnvironment).partial().shape,
  PORT: port.default(4000),
  SUPERGRAPH: z.string().optional(),
  SUBGRAPHS: subgraphList.optional(),
  METRICS_PORT: port.optional(),
  METRICS_HOST: z.string().optional(),
  HEADGATE_CONFIG: settingsFile.optional(),
  SUBGRAPH_POLL_MS: milliseconds.default(2_000),
  SUBGRAPH_TIMEOUT_MS: milliseconds.default(30_000),
  FORWARD_HEADERS: headerList.default(['authorization', 'traceparent', 'tracestate', 'baggage']),
  REQUEST_TIMEOUT_MS: milliseconds.default(60_000),
  EXPOSE_SUBGRAPH_ERRORS: flag.default(false),
  HEADGATE_ENGINE: z
    .enum(['headgate', 'apollo'], { error: 'expected "headgate" or "apollo"' })
    .default('headgate'),
  REDIS_DEADLINE_MS: milliseconds.default(150),
  PERSISTED_DOCUMENTS: z
    .enum(['off', 'log', 'safelist', 'ids-only'], {
      error: 'expected "off", "log", "safelist" or "ids-only"',
    })
    .default('off'),
  PERSISTED_DOCUMENTS_FROM: z.string().optional(),
  RESPONSE_CACHE: flag.default(true),
  INVALIDATION_KEY: z.string().min(16, { error: 'expected at least 16 characters' }).optional(),
  CACHE_MEMORY_BYTES: count.default(64 * 1024 * 1024),
  INTROSPECTION: flag.default(true),
  SANDBOX: flag.default(true),
  QUERY_PLANS: flag.optional(),
  CORS_ORIGINS: originList.default(['https://studio.apollographql.com']),
  MAX_BODY_BYTES: count.default(2_000_000),
  MAX_TOKENS: count.default(15_000),
  MAX_DEPTH: count.default(100),
  MAX_ALIASES: count.default(200),
  MAX_SELECTIONS: count.default(20_000),
  MAX_OPERATIONS_PER_CONNECTION: count.default(100),
  ...subscriptionEnvironment,
  MAX_WAITING_EVENTS: count.default(1_000),
  CONNECTION_INIT_TIMEOUT_MS: milliseconds.default(10_000),
  KEEP_ALIVE_MS: milliseconds.default(12_000),
  DRAIN_MS: z.coerce
    .number({ error: 'expected a whole number of milliseconds' })
    .int({ error: 'expected a whole number of milliseconds' })
    .min(0, { error: 'expected a whole number of milliseconds' })
    .default(5_000),
});

const oidcNames = ['OIDC_ISSUER', 'OIDC_AUDIENCE', 'OIDC_JWKS_URL'] as const;

/** Listen everywhere, and say nothing of where they can be reached. */
export const wildcardHosts: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** Checked beside the single variables, so that all problems are reported at once. */
const always = { when: () => true };

/** What the gateway is told before it starts. */
export const gatewayConfig = oidcNames
  .reduce(
    (schema, name) =>
      schema.refine(
        (env) => env[name] !== undefined || oidcNames.every((other) => env[other] === undefined),
        {
          ...always,
          path: [name],
          message: `${oidcNames.join(', ')} go together`,
        },
      ),
    environment,
  )
  .refine((env) => env.SUPERGRAPH !== undefined || env.SUBGRAPHS !== undefined, {
    ...always,
    path: ['SUPERGRAPH'],
    message:
      'expected a file or directory (also: --supergraph PATH), or SUBGRAPHS=name=url,... to compose running subgraphs',
  })
  .refine((env) => env.PERSISTED_DOCUMENTS === 'off' || env.PERSISTED_DOCUMENTS_FROM !== undefined, {
    ...always,
    path: ['PERSISTED_DOCUMENTS_FROM'],
    message: 'expected a manifest, a directory of manifests, or "redis"',
  })
  .refine((env) => env.PERSISTED_DOCUMENTS_FROM !== 'redis' || env.REDIS_URL !== undefined, {
    ...always,
    path: ['REDIS_URL'],
    message: 'expected, since PERSISTED_DOCUMENTS_FROM is "redis"',
  })
  .refine(
    ({ HEADGATE_CONFIG: settings, HOST, CALLBACK_OWN_URL }) =>
      !settings?.subscriptions?.callback ||
      settings.subscriptions.callback.publicUrl !== undefined ||
      CALLBACK_OWN_URL !== undefined ||
      !wildcardHosts.has(HOST),
    {
      ...always,
      path: ['CALLBACK_OWN_URL'],
      message: 'expected, since HOST names no address that subgraphs could call (or publicUrl in the file)',
    },
  )
  .transform((env) => ({
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    /** A file or directory; without it the supergraph is composed from `subgraphs`. */
    supergraph: env.SUPERGRAPH,
    /** Subgraphs to compose or, beside a `supergraph`, addresses that replace those in it. */
    subgraphs: env.SUBGRAPHS ?? [],
    subgraphPollMs: env.SUBGRAPH_POLL_MS,
    subgraphTimeoutMs: env.SUBGRAPH_TIMEOUT_MS,
    /** Names of the client's headers that subgraphs get. */
    forwardHeaders: env.FORWARD_HEADERS,
    /** Where metrics are served; nowhere without it. */
    metrics:
      env.METRICS_PORT === undefined
        ? undefined
        : { port: env.METRICS_PORT, host: env.METRICS_HOST ?? env.HOST },
    /** What the configuration file says. */
    settings: env.HEADGATE_CONFIG ?? settingsSchema.parse({}),
    /** After it what a subgraph still owes an operation is given up. */
    requestTimeoutMs: env.REQUEST_TIMEOUT_MS,
    exposeSubgraphErrors: env.EXPOSE_SUBGRAPH_ERRORS,
    engine: env.HEADGATE_ENGINE,
    redis: toRedisConfig(env),
    /** `from` is a file, a directory, or "redis". */
    documents:
      env.PERSISTED_DOCUMENTS === 'off'
        ? undefined
        : { mode: env.PERSISTED_DOCUMENTS, from: env.PERSISTED_DOCUMENTS_FROM ?? '' },
    cache: {
      /** Whether whole answers are kept, as long as subgraphs say. */
      responses: env.RESPONSE_CACHE,
      /** Opens `POST /invalidation` to those who know it. */
      invalidationKey: env.INVALIDATION_KEY,
      /** Before every key in Redis. */
      prefix: env.CACHE_PREFIX,
      /** How much memory of the process answers may take. */
      memoryBytes: env.CACHE_MEMORY_BYTES,
      /** How long a read may take. */
      deadlineMs: env.REDIS_DEADLINE_MS,
    },
    /** Without it nobody is authenticated, and the subgraphs decide. */
    oidc:
      env.OIDC_ISSUER && env.OIDC_AUDIENCE && env.OIDC_JWKS_URL
        ? { issuer: env.OIDC_ISSUER, audience: env.OIDC_AUDIENCE, jwksUrl: env.OIDC_JWKS_URL }
        : undefined,
    introspection: env.INTROSPECTION,
    sandbox: env.SANDBOX,
    /** Whether clients may see how their operations are planned. */
    queryPlans: env.QUERY_PLANS ?? env.SANDBOX,
    corsOrigins: env.CORS_ORIGINS,
    limits: {
      maxBodyBytes: env.MAX_BODY_BYTES,
      maxTokens: env.MAX_TOKENS,
      maxDepth: env.MAX_DEPTH,
      maxAliases: env.MAX_ALIASES,
      maxSelections: env.MAX_SELECTIONS,
    },
    subscriptions: {
      maxOperationsPerConnection: env.MAX_OPERATIONS_PER_CONNECTION,
      maxWaitingEvents: env.MAX_WAITING_EVENTS,
      connectionInitTimeoutMs: env.CONNECTION_INIT_TIMEOUT_MS,
      keepAliveMs: env.KEEP_ALIVE_MS,
      /** How often a connection to a subgraph is tried again. */
      retries: env.SUBSCRIPTION_RETRIES,
      /** How many subscriptions may be open at a time. */
      limits: { total: env.MAX_SUBSCRIPTIONS, perCaller: env.MAX_SUBSCRIPTIONS_PER_CALLER },
    },
    /** Subgraphs that call back with the events of subscriptions; undefined when none does. */
    callback: env.HEADGATE_CONFIG?.subscriptions.callback && {
      ...env.HEADGATE_CONFIG.subscriptions.callback,
      /** Shared by gateways that may get each other's callbacks; without it each has its own. */
      secret: env.CALLBACK_SECRET,
      /** Where other gateways reach this one. */
      ownUrl: env.CALLBACK_OWN_URL,
    },
    /** Over how long client sockets are closed when the process stops. */
    drainMs: env.DRAIN_MS,
  }));

export type GatewayConfig = z.output<typeof gatewayConfig>;
