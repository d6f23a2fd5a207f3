import {
  type Server as HttpServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  STATUS_CODES,
} from 'node:http';
import type { Duplex } from 'node:stream';
import { ServiceError } from '@headgate/service/define-errors.ts';
import { CloseCode, handleProtocols } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import type { AdmitSignedIn, SignedIn } from '../../ports/signed-in.ts';
import type { ReadAddress } from '../create-read-address.ts';
import { readHeaders } from '../http/reading/read-headers.ts';
import { splitTarget } from '../http/reading/split-target.ts';
import type { SocketAdmission } from '../limit-connections.ts';
import type { JudgeOrigin } from './create-judge-origin.ts';
import type { Connection, ServeConnection } from './create-serve-connection.ts';

export interface ServeWebSocketOptions {
  readonly server: HttpServer;
  readonly path: string;
  readonly serveConnection: ServeConnection;
  /** Whether new sockets are refused. */
  readonly isDraining: () => boolean;
  /** Whether a client may have another socket. */
  readonly admission: SocketAdmission;
  /** Default: nobody wants to know where clients are. */
  readonly readAddress?: ReadAddress | undefined;
  readonly maxMessageBytes: number;
  /** Finds out who is signed in by a cookie; default: nobody is. */
  readonly admitSignedIn?: AdmitSignedIn | undefined;
  /** Whether the page that asks may have a socket. */
  readonly judgeOrigin: JudgeOrigin;
  /** Told by which code each socket closed (https://www.iana.org/assignments/websocket). Default: nobody is. */
  readonly onClose?: ((code: number) => void) | undefined;
  readonly logger: { debug(details: object, message: string): void };
}

/** Serves GraphQL over WebSocket on a path of an HTTP server. */
export function serveWebSocket(options: ServeWebSocketOptions): void {
  const { server, path, serveConnection, isDraining, judgeOrigin, admission, logger } = options;
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
    if (isDraining() || splitTarget(request.url ?? '').path !== path) {
      socket.end(
        `HTTP/1.1 ${isDraining() ? '503 Service Unavailable' : '404 Not Found'}\r\nconnection: close\r\n\r\n`,
      );
      return;
    }
    const leave = admission.enter(request);
    if (!leave) {
      socket.end('HTTP/1.1 429 Too Many Requests\r\nretry-after: 1\r\nconnection: close\r\n\r\n');
      return;
    }
    socket.once('close', leave);
    const { admitSignedIn } = options;
    if (!admitSignedIn) open({ request, socket, head }, undefined);
    else
      admitSignedIn(request.headers).then(
        (signedIn) => open({ request, socket, head }, signedIn),
        (error: unknown) => refuse(socket, error),
      );
  });

  function open({ request, socket, head }: Upgrade, signedIn: SignedIn | undefined): void {
    // The request is not kept for as long as the socket lives.
    const handshake = readHeaders(omitUpgrade(request.headers));
    const address = options.readAddress?.(request);
    // Where a cookie counts, its page has been looked at: proxies may call the gateway by other names than browsers do.
    const verdict = signedIn ? 'trusted' : judgeOrigin(request.headers);
    sockets.handleUpgrade(request, socket, head, (client) => {
      if (options.onClose) client.once('close', options.onClose);
      if (verdict === 'refused') client.close(CloseCode.Forbidden, 'Forbidden');
      else {
        const seen = verdict === 'anonymous' ? omitCookie(handshake) : handshake;
        serve({ socket: client, stream: socket, handshake: seen, address, signedIn });
      }
    });
  }

  function serve(connection: Connection): void {
    const { socket: client } = connection;
    // ws closes the socket itself, with a code that says what was wrong with a frame.
    client.on('error', (error) => logger.debug({ err: error }, 'WebSocket failed'));
    if (client.protocol) serveConnection(connection);
    else client.close(4406, 'Subprotocol not acceptable');
  }
}

interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

function refuse(socket: Duplex, error: unknown): void {
  const status = error instanceof ServiceError ? error.httpStatus : 500;
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
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
