import { readFileSync } from 'node:fs';
import type { Extensions } from './extensions.ts';
import type { GatewaySettings } from './options-schema.ts';
import { toSessionConfig } from './session-options.ts';
import { allSubgraphs } from './subgraph-settings.ts';

/** Headers that proxies write: a client that could send them past those would be believed. */
const ofProxies = /^(forwarded|via|x-(forwarded|real|envoy|original|client)-.*|cookie)$/;

/** What the process is, beside its options. */
export interface Surroundings {
  /** In production what helps developers is off unless asked for. */
  readonly isProduction: boolean;
}

/** Makes of checked options what the parts of a gateway are told. */
export function toGatewayConfig(
  settings: GatewaySettings,
  extensions: Extensions,
  { isProduction }: Surroundings,
) {
  const { apollo, cache, connections, limits, metrics, subscriptions, persistedDocuments } = settings;
  const { callback, fields, max, maxPerCaller, ...delivery } = subscriptions;
  const sandbox = settings.sandbox ?? !isProduction;
  return {
    host: settings.host,
    port: settings.port,
    /** How many of the command share the port. */
    processes: settings.processes,
    /** Where GraphQL is served. */
    path: settings.path,
    logLevel: settings.logLevel,
    /** A file or directory; without it the supergraph is composed from `subgraphs`. */
    supergraph: settings.supergraph,
    /** Subgraphs to compose or, beside a `supergraph`, addresses that replace those in it. */
    subgraphs: Object.entries(settings.subgraphs).flatMap(([name, { url }]) =>
      url === undefined || name === allSubgraphs ? [] : [{ name, url }],
    ),
    apollo: { key: apollo.key, graphRef: apollo.graphRef },
    subgraphPollMs: settings.subgraphPollMs,
    subgraphTimeoutMs: settings.subgraphTimeoutMs,
    /** Names of the client's headers that subgraphs get. */
    forwardHeaders: settings.forwardHeaders,
    /** Where metrics are served; nowhere without it. */
    metrics: metrics && { port: metrics.port, host: metrics.host ?? settings.host },
    /** How operations are run. */
    settings: {
      traffic: settings.traffic,
      holdMs: settings.holdMs,
      entityCache: settings.entityCache,
      demandControl: settings.demandControl,
      authorization: settings.authorization,
      timeoutsMs: settings.timeoutsMs,
      subgraphs: withoutUrls(settings.subgraphs),
      requestHeaders: settings.requestHeaders,
      responseHeaders: settings.responseHeaders,
      subscriptions: { callback, fields },
    },
    /** After it what a subgraph still owes an operation is given up. */
    requestTimeoutMs: settings.requestTimeoutMs,
    exposeSubgraphErrors: settings.exposeSubgraphErrors,
    engine: settings.engine,
    redis: readRedis(settings.redis),
    /** `from` is a file, a directory, or "redis". */
    documents:
      persistedDocuments.mode === 'off'
        ? undefined
        : { mode: persistedDocuments.mode, from: persistedDocuments.from ?? '' },
    /** What is in traces however few are kept, and by which key people have names there. */
    slowOperationMs: settings.slowOperationMs,
    pseudonymKey: settings.pseudonymKey,
    /** Which operations, fields and clients are used, as far as it is recorded; and who may read it. */
    usage: settings.usage,
    /** Which clients may tell what happens in them, and of which share of their sessions; undefined where none may. */
    clientTelemetry:
      settings.clientTelemetry.clients.length > 0 && (settings.oidc || extensions.authenticate)
        ? settings.clientTelemetry
        : undefined,
    /** What is kept, where, and for how much memory. */
    cache,
    /** Without it nobody is authenticated, and the subgraphs decide. */
    oidc: settings.oidc,
    /** How browsers sign in; undefined when they do not. */
    sessions: settings.sessions && settings.oidc && toSessionConfig(settings.sessions, settings.oidc.issuer),
    /** The folder of a built page that is served at `/`; none without it. */
    webRoot: settings.webRoot,
    introspection: settings.introspection ?? !isProduction,
    sandbox,
    sandboxExamples: settings.sandboxExamples,
    /** Whether clients may see how their operations are planned. */
    queryPlans: settings.queryPlans ?? sandbox,
    cors: { allowsCredentials: settings.cors.credentials, exposedHeaders: settings.cors.exposeHeaders },
    corsOrigins: settings.cors.origins,
    /** Of which one tells that a page of another site did not send a request. */
    preflightHeaders: settings.preflightHeaders,
    /** Which headers may come with `connection_init` too. */
    connectionHeaders:
      settings.connectionInitHeaders ?? settings.forwardHeaders.filter((name) => !ofProxies.test(name)),
    /** Whether answers that are not kept are compressed. */
    compresses: settings.compression,
    /** How many operations may come as a list; 0: none. */
    maxBatch: settings.maxBatch,
    connections: {
      total: connections.max,
      perAddress: connections.maxPerAddress,
      trustedProxies: connections.trustedProxies,
    },
    limits,
    subscriptions: {
      ...delivery,
      /** How many subscriptions may be open at a time. */
      limits: { total: max, perCaller: maxPerCaller },
    },
    /** Subgraphs that call back with the events of subscriptions; undefined when none does. */
    callback: callback && { ...callback, secret: callback.secret, ownUrl: callback.ownUrl },
    /** Over how long client sockets are closed when the process stops. */
    drainMs: settings.drainMs,
    extensions,
  };
}

export type GatewayConfig = ReturnType<typeof toGatewayConfig>;

/** What is said of subgraphs beside their addresses. */
function withoutUrls(subgraphs: GatewaySettings['subgraphs']): GatewaySettings['subgraphs'] {
  const others = Object.entries(subgraphs).map(([name, { url: _, ...own }]) => [name, own] as const);
  return Object.fromEntries(others.filter(([, own]) => Object.keys(own).length > 0));
}

function readRedis({ url, caFile, cluster, signIn }: GatewaySettings['redis']) {
  return url === undefined
    ? undefined
    : { url, cluster, signIn, ...(caFile !== undefined && { ca: readFileSync(caFile, 'utf8') }) };
}
