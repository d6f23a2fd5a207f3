import { once } from 'node:events';
import {
  createSecureServer,
  createServer,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
  type Settings,
} from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request that has come in full. */
export interface Http2Request {
  readonly stream: ServerHttp2Stream;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly session: ServerHttp2Session;
  /** How many came before it. */
  readonly index: number;
}

export interface Http2Server extends AsyncDisposable {
  readonly url: string;
  readonly sessions: ReadonlySet<ServerHttp2Session>;
  /** How many connections there were so far. */
  readonly connections: number;
  readonly requests: readonly Http2Request[];
  /** Cuts every connection. */
  cut(): void;
}

export interface Http2ServerOptions {
  /** Without it the server speaks HTTP/2 without TLS. */
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
  readonly settings?: Settings;
  /** Listens on this Unix socket instead of a port. */
  readonly socketPath?: string;
}

/** A server over HTTP/2 that answers each request as it is told. */
export async function startHttp2Server(
  answer: (request: Http2Request) => void | Promise<void>,
  { tls, settings = {}, socketPath }: Http2ServerOptions = {},
): Promise<Http2Server> {
  const requests: Http2Request[] = [];
  const sessions = new Set<ServerHttp2Session>();
  const sockets = new Set<Socket>();
  let connections = 0;
  // In MB; it refuses requests where answers that wait to be sent take more.
  const options = { settings, maxSessionMemory: 1_000 };
  const server = tls ? createSecureServer({ ...tls, ...options }) : createServer(options);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('session', (session) => {
    sessions.add(session);
    session.on('error', () => undefined).once('close', () => sessions.delete(session));
  });
  server.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    stream.on('error', () => undefined);
    const session = stream.session as ServerHttp2Session;
    text(stream).then(
      async (body) => {
        const request = { stream, headers, body, session, index: requests.length };
        requests.push(request);
        await answer(request);
      },
      () => undefined,
    );
  });
  if (socketPath === undefined) server.listen(0, '127.0.0.1');
  else server.listen(socketPath);
  await once(server, 'listening');
  const port = (server.address() as AddressInfo).port;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url:
      socketPath === undefined
        ? `http${tls ? 's' : ''}://localhost:${port}/graphql`
        : `unix://${socketPath}?path=/graphql`,
    sessions,
    requests,
    get connections() {
      return connections;
    },
    cut,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      cut();
      await closed;
    },
  };
}
