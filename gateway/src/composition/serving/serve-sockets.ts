import type { Server } from 'node:http';
import { createFormatError } from '../../operations/errors/format-error.ts';
import { traceSocketOperation } from '../../telemetry/trace-socket-operation.ts';
import { createReportRefusals, limitConnections } from '../../transports/limit-connections.ts';
import { createJudgeOrigin } from '../../transports/websocket/create-judge-origin.ts';
import { createServeConnection } from '../../transports/websocket/create-serve-connection.ts';
import { createRunOperation } from '../../transports/websocket/run-operation.ts';
import { serveWebSocket } from '../../transports/websocket/serve-websocket.ts';
import { createChecking } from './create-checking.ts';
import type { ServingParts } from './serving-parts.ts';

/** Serves WebSockets at the path of GraphQL. Returns how many connections have been refused since there were too many. */
export function serveSockets(server: Server, parts: ServingParts): () => number {
  const { config, clients, logger } = parts;
  const { subscriptions } = config;
  const refusals = createReportRefusals(logger);
  serveWebSocket({
    server,
    path: config.path,
    serveConnection: createServeConnection({
      runOperation: createRunOperation({
        service: parts.service,
        authenticate: parts.authenticate,
        formatError: createFormatError(logger),
        trace: traceSocketOperation,
        ...createChecking(parts),
        connectionHeaders: config.connectionHeaders,
      }),
      connectionInitTimeoutMs: subscriptions.connectionInitTimeoutMs,
      maxOperationsPerConnection: subscriptions.maxOperationsPerConnection,
      operationTimeoutMs: config.requestTimeoutMs,
      maxWaitingEvents: subscriptions.maxWaitingEvents,
      keepAliveMs: subscriptions.keepAliveMs,
      clients,
      logger,
    }),
    isDraining: () => clients.isDraining,
    admission: limitConnections(server, config.connections, refusals.report),
    judgeOrigin: createJudgeOrigin(config.corsOrigins),
    readAddress: parts.readAddress,
    admitSignedIn: parts.sessions?.admitSocket,
    maxMessageBytes: config.limits.maxBodyBytes,
    onClose: parts.onSocketClose,
    logger,
  });
  return () => refusals.count;
}
