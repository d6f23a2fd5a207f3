import { type Server as HttpServer, type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { ServiceError } from '@headgate/service/define-errors.ts';
import { CloseCode, handleProtocols } from 'graphql-ws';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { AdmitSignedIn, SignedIn } from '../../ports/signed-in.ts';
import type { ReadAddress } from '../create-read-address.ts';
import { splitTarget } from '../http/reading/split-target.ts';
import type { SocketAdmission } from '../limit-connections.ts';
import type { JudgeOrigin } from './create-judge-origin.ts';
import type { ServeConnection } from './create-serve-connection.ts';
import { createReadHandshake } from './read-handshake.ts';
import { ServedSocket } from './served-socket.ts';

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
    WebSocket: ServedSocket,
  };
  const sockets = new WebSocketServer(socketOptions);
  const readHandshake = createReadHandshake();
  // Listeners that all sockets share.
  const reportLost = (error: Error) => logger.debug({ err: error }, 'a client went away');
  // ws closes the socket itself, with a code that says what was wrong with a frame.
  const reportBroken = (error: Error) => logger.debug({ err: error }, 'WebSocket failed');

  function finish(this: WebSocket, code: number): void {
    options.onClose?.(code);
    if (this instanceof ServedSocket) this.served?.closed();
  }

  server.on('upgrade', (request: IncomingMessage, _socket: Duplex, head: Buffer) => {
    const { socket } = request;
    // An error that nobody listens to ends the process.
    socket.on('error', reportLost);
    if (isDraining() || splitTarget(request.url ?? '').path !== path) {
      socket.end(
        `HTTP/1.1 ${isDraining() ? '503 Service Unavailable' : '404 Not Found'}\r\nconnection: close\r\n\r\n`,
      );
      return;
    }
    if (!admission.enter(request)) {
      socket.end('HTTP/1.1 429 Too Many Requests\r\nretry-after: 1\r\nconnection: close\r\n\r\n');
      return;
    }
    admit({ request, socket, head });
  });

  function admit(upgrade: Upgrade): void {
    const { admitSignedIn } = options;
    if (!admitSignedIn) open(upgrade, undefined);
    else
      admitSignedIn(upgrade.request.headers).then(
        (signedIn) => open(upgrade, signedIn),
        (error: unknown) => refuse(upgrade.socket, error),
      );
  }

  function open({ request, socket, head }: Upgrade, signedIn: SignedIn | undefined): void {
    // Where a cookie counts, its page has been looked at: proxies may call the gateway by other names than browsers do.
    const verdict = signedIn ? 'trusted' : judgeOrigin(request.headers);
    // The request is not kept for as long as the socket lives.
    const handshake = readHandshake(request.headers, { withCookies: verdict === 'trusted' });
    const address = options.readAddress?.(request);
    sockets.handleUpgrade(request, socket, head, (client) => {
      // ws hears of errors from now on.
      socket.off('error', reportLost);
      client.on('error', reportBroken);
      client.on('message', receive);
      client.on('close', finish);
      if (verdict === 'refused') client.close(CloseCode.Forbidden, 'Forbidden');
      else if (!client.protocol) client.close(4406, 'Subprotocol not acceptable');
      else client.served = serveConnection({ socket: client, stream: socket, handshake, address, signedIn });
    });
  }
}

function receive(this: WebSocket, data: RawData): void {
  if (this instanceof ServedSocket) this.served?.receive(String(data));
}

interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Socket;
  readonly head: Buffer;
}

function refuse(socket: Duplex, error: unknown): void {
  const status = error instanceof ServiceError ? error.httpStatus : 500;
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
}
