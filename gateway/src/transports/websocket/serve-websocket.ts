import type { Server as HttpServer, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { CloseCode, handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { readHeaders } from '../http/read-headers.ts';
import type { JudgeOrigin } from './create-judge-origin.ts';
import type { ServeConnection } from './create-serve-connection.ts';

export interface ServeWebSocketOptions {
  readonly server: HttpServer;
  readonly path: string;
  readonly serveConnection: ServeConnection;
  /** Whether new sockets are refused. */
  readonly isDraining: () => boolean;
  readonly maxMessageBytes: number;
  /** Whether the page that asks may have a socket. */
  readonly judgeOrigin: JudgeOrigin;
  readonly logger: { debug(details: object, message: string): void };
}

/** Serves GraphQL over WebSocket on a path of an HTTP server. */
export function serveWebSocket(options: ServeWebSocketOptions): void {
  const { server, path, serveConnection, isDraining, judgeOrigin, logger } = options;
  // A variable, since the types of ws do not know `closeTimeout` yet.
  const socketOptions = {
    noServer: true,
    clientTracking: false,
    handleProtocols,
    maxPayload: options.maxMessageBytes,
    closeTimeout: 5_000,
  };
  const sockets = new WebSocketServer(socketOptions);

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // An error that nobody listens to ends the process.
    socket.on('error', (error) => logger.debug({ err: error }, 'a client went away'));
    if (isDraining() || request.url?.split('?')[0] !== path) {
      socket.end(
        `HTTP/1.1 ${isDraining() ? '503 Service Unavailable' : '404 Not Found'}\r\nconnection: close\r\n\r\n`,
      );
      return;
    }
    // The request is not kept for as long as the socket lives.
    const handshake = readHeaders(omitUpgrade(request.headers));
    const verdict = judgeOrigin(request.headers);
    sockets.handleUpgrade(request, socket, head, (client) => {
      if (verdict === 'refused') client.close(CloseCode.Forbidden, 'Forbidden');
      else serve(client, socket, verdict === 'anonymous' ? omitCookie(handshake) : handshake);
    });
  });

  function serve(client: WebSocket, stream: Duplex, handshake: Readonly<Record<string, string>>): void {
    // ws closes the socket itself, with a code that says what was wrong with a frame.
    client.on('error', (error) => logger.debug({ err: error }, 'WebSocket failed'));
    if (client.protocol) serveConnection({ socket: client, stream, handshake });
    else client.close(4406, 'Subprotocol not acceptable');
  }
}

/** What only tells how to open the socket is of no use to its operations. */
function omitUpgrade({ connection, upgrade, ...headers }: IncomingHttpHeaders): IncomingHttpHeaders {
  for (const name in headers) if (name.startsWith('sec-websocket-')) delete headers[name];
  return headers;
}

function omitCookie({
  cookie: _,
  ...headers
}: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return headers;
}
