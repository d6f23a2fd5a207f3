import { createServer, type Server } from 'node:http';
import type { Readiness } from '../../health/answer-probe.ts';
import { createHandleClientTelemetry } from '../../transports/client-telemetry/create-handle-client-telemetry.ts';
import { createApplyCors } from '../../transports/http/apply-cors.ts';
import { createHttpHandler } from '../../transports/http/create-http-handler.ts';
import { createHandleGraphQL } from '../../transports/http/handle-graphql.ts';
import { createHandleInvalidation } from '../../transports/http/handle-invalidation.ts';
import { listVaryingHeaders } from '../../transports/http/writing/list-varying-headers.ts';
import { createHandleCounters } from '../../transports/usage/create-handle-counters.ts';
import { createHandleUsage } from '../../transports/usage/create-handle-usage.ts';
import { createRequireRole } from '../../transports/usage/create-require-role.ts';
import { judgeField } from '../../usage/judge-field.ts';
import { listSeenHeaders } from '../list-seen-headers.ts';
import type { ClientTelemetry } from '../open-client-telemetry.ts';
import { createChecking } from './create-checking.ts';
import { openPages } from './open-pages.ts';
import type { ServingParts } from './serving-parts.ts';

/** How long an idle connection is kept: longer than load balancers keep theirs, so that none is closed under a request. */
const keepAliveTimeoutMs = 75_000;

/** How long the head of a request may take to arrive. */
const headersTimeoutMs = 20_000;

/** Opens the server for everything that comes over HTTP; it does not listen yet. */
export async function openHttpServer(parts: ServingParts): Promise<Server> {
  const { config, caching, sessions, logger } = parts;
  const sharedKey = config.cache.invalidationKey;
  const server = createServer(
    {
      // Clients that would rather speak HTTP/2, as Java's does, are answered as they are.
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
      // Who sends slowly must not hold connections for long.
      headersTimeout: Math.min(headersTimeoutMs, config.requestTimeoutMs),
      requestTimeout: config.requestTimeoutMs,
      connectionsCheckingInterval: Math.min(5_000, config.requestTimeoutMs),
    },
    createHttpHandler({
      ...(await openPages(parts)),
      path: config.path,
      handleGraphQL: openHandleGraphQL(parts),
      handleInvalidation:
        caching && sharedKey
          ? createHandleInvalidation({ sharedKey, invalidate: caching.invalidate })
          : undefined,
      ...openForOperators(parts),
      handleClientTelemetry: parts.clientTelemetry && openClientTelemetryRoute(parts, parts.clientTelemetry),
      handleSession: sessions?.handle,
      readiness: () => readReadiness(parts),
      applyCors: openCors(parts),
      logger,
    }),
  );
  server.keepAliveTimeout = keepAliveTimeoutMs;
  return server;
}

function openHandleGraphQL(parts: ServingParts) {
  const { config, service, caching, persistedQueries, clients } = parts;
  const { maxWaitingEvents, keepAliveMs } = config.subscriptions;
  return createHandleGraphQL({
    service,
    authenticate: parts.authenticate,
    maxBodyBytes: config.limits.maxBodyBytes,
    ...createChecking(parts),
    timeoutMs: config.requestTimeoutMs,
    readAddress: parts.readAddress,
    admitSignedIn: parts.sessions?.admitRequest,
    responseHeaders: config.settings.responseHeaders,
    preflightHeaders: config.preflightHeaders,
    compresses: config.compresses,
    maxBatch: config.maxBatch,
    findText: (hash) => persistedQueries.get(`apq:${hash}`),
    streams: { maxWaitingEvents, keepAliveMs, clients },
    responseCache: config.cache.responses
      ? caching?.createResponseCache(() => service.supergraphId)
      : undefined,
  });
}

/** Nobody could be told from an operator where nobody is authenticated. */
function openForOperators({ config, usage, prometheus, authenticate, sessions }: ServingParts) {
  const isKnown = config.oidc !== undefined || config.extensions.authenticate !== undefined;
  if (!isKnown) return {};
  const { roles } = config.usage;
  const requireRole = createRequireRole({ authenticate, roles, admitSignedIn: sessions?.admitRequest });
  return {
    ...(prometheus && { handleCounters: createHandleCounters({ requireRole, prometheus }) }),
    ...(usage && {
      handleUsage: createHandleUsage({
        read: usage.read,
        readSchema: usage.readSchema,
        judge: judgeField,
        requireRole,
        signsIn: sessions !== undefined,
      }),
    }),
  };
}

function openClientTelemetryRoute(
  { authenticate, sessions }: ServingParts,
  clientTelemetry: ClientTelemetry,
) {
  return createHandleClientTelemetry({
    ...clientTelemetry,
    authenticate,
    admitSignedIn: sessions?.admitRequest,
    now: Date.now,
  });
}

function openCors({ config, caching, documents, sessions, showsCache, showsCost }: ServingParts) {
  return createApplyCors({
    ...config.cors,
    origins: config.corsOrigins,
    vary: listVaryingHeaders({
      seenHeaders: [...listSeenHeaders(config), ...(sessions ? ['cookie'] : [])],
      hasDocuments: documents !== undefined,
      variesByOrigin: !config.corsOrigins.includes('*'),
      showsPlans: config.queryPlans,
      showsCache: showsCache && caching?.entityCache !== undefined,
      showsCost,
    }),
  });
}

function readReadiness({ clients, service }: ServingParts): Readiness {
  if (clients.isDraining) return 'draining';
  using lease = service.enter();
  return lease ? 'ready' : 'loading';
}
