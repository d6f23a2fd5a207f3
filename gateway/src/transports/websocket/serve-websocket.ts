import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { handleProtocols, type Server as ProtocolServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Connection } from './connection.ts';
import { keepAlive } from './keep-alive.ts';

export interface ServeWebSocketOptions {
  readonly server: HttpServer;
  readonly path: string;
  readonly protocol: ProtocolServer<Connection>;
  /** How often a client is pinged; one that does not answer before the next ping is cut off. */
  readonly keepAliveMs: number;
  readonly maxMessageBytes: number;
  readonly logger: {
    debug(details: object, message: string): void;
    error(details: object, message: string): void;
  };
}

export interface WebSocketTransport {
  /** Takes no new sockets, and closes those that are open with 1001, evenly spread over `overMs`. */
  drain(overMs: number): Promise<void>;
}

/** Close codes of ours, beside those of the protocol. */
export const closeCodes = { tooSlow: 4413, internalError: 4500 };

/** Serves GraphQL over WebSocket on a path of an HTTP server. */
export function serveWebSocket(options: ServeWebSocketOptions): WebSocketTransport {
  const { server, path, protocol, logger } = options;
  // A variable, since the types of ws do not know `closeTimeout` yet.
  const socketOptions = {
    noServer: true,
    handleProtocols,
    maxPayload: options.maxMessageBytes,
    closeTimeout: 5_000,
  };
  const sockets = new WebSocketServer(socketOptions);
  let draining = false;

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (draining || request.url?.split('?')[0] !== path) {
      socket.end(
        `HTTP/1.1 ${draining ? '503 Service Unavailable' : '404 Not Found'}\r\nconnection: close\r\n\r\n`,
      );
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => serveClient(client, request));
  });

  function serveClient(client: WebSocket, request: IncomingMessage): void {
    const stopPinging = keepAlive(client, options.keepAliveMs);
    const closed = protocol.opened(
      {
        protocol: client.protocol,
        // Resolves when the message has left: a subscription goes on to its next event only then.
        send: (message) =>
          new Promise((resolve) => {
            client.send(message, () => resolve());
          }),
        close: (code, reason) => client.close(code, reason),
        onMessage: (handle) =>
          client.on('message', (message) => {
            handle(String(message)).catch((error: unknown) => {
              logger.error({ err: error }, 'message over WebSocket failed');
              client.close(closeCodes.internalError, 'Internal server error');
            });
          }),
      },
      {
        request,
        operations: new Map(),
        closeTooSlow: () => client.close(closeCodes.tooSlow, 'Events are not taken fast enough'),
      },
    );
    // ws closes the socket itself, with a code that says what was wrong with a frame.
    client.on('error', (error) => logger.debug({ err: error }, 'WebSocket failed'));
    client.once('close', (code, reason) => {
      stopPinging();
      closed(code, String(reason)).catch((error: unknown) => {
        logger.error({ err: error }, 'leaving the operations of a WebSocket failed');
      });
    });
  }

  return {
    async drain(overMs) {
      draining = true;
      const clients = [...sockets.clients];
      const closings = clients.map((client) => new Promise((resolve) => client.once('close', resolve)));
      for (const [index, client] of clients.entries()) {
        client.close(1001, 'Going away');
        if (overMs > 0 && index < clients.length - 1) await sleep(overMs / clients.length);
      }
      await Promise.all(closings);
    },
  };
}
