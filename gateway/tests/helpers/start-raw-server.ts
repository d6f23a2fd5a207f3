import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** A server that answers as it is told, byte by byte. */
export interface RawServer extends AsyncDisposable {
  readonly url: string;
  /** How many connections there were so far. */
  readonly connections: number;
  /** What has been asked so far. */
  readonly requests: readonly string[];
}

/** Calls `answer` for each request that has come in full; requests tell their length, as those of gateways do. Default: without TLS. */
export async function startRawServer(
  answer: (socket: Socket, request: string, index: number) => void,
  tls?: { readonly key: string; readonly cert: string },
): Promise<RawServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const serve = (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    let come = '';
    socket.setEncoding('latin1').on('data', (text) => {
      come += text;
      for (;;) {
        const head = come.indexOf('\r\n\r\n') + 4;
        const length = Number(/content-length: (\d+)/.exec(come)?.[1]);
        if (head < 4 || come.length < head + length) return;
        const request = come.slice(0, head + length);
        come = come.slice(head + length);
        requests.push(request);
        answer(socket, request, requests.length - 1);
      }
    });
  };
  const server = tls ? createTlsServer(tls, serve) : createServer({ noDelay: true }, serve);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http${tls ? 's' : ''}://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    requests,
    get connections() {
      return connections;
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
