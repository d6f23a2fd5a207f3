import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP proxy that breaks what passes through it. */
export interface TcpProxy extends AsyncDisposable {
  readonly url: string;
  /** Cuts every connection without a word. */
  drop(): void;
  /** Does so from now on with each that is opened. */
  refuse(): void;
  /** Holds back what comes from the target until `resume`. */
  pause(): void;
  resume(): void;
  /** Lets so many more bytes of the target through on each connection, then cuts it. */
  truncateAfter(bytes: number): void;
}

/** Starts a proxy in front of an HTTP address. */
export async function startTcpProxy(targetUrl: string): Promise<TcpProxy> {
  const target = new URL(targetUrl);
  const pairs = new Map<Socket, Socket>();
  let paused = false;
  let refusing = false;
  let allowance = Number.POSITIVE_INFINITY;

  const server = createServer((client) => {
    if (refusing) {
      client.destroy();
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    pairs.set(client, upstream);
    const end = () => {
      pairs.delete(client);
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      socket.on('error', end);
      socket.on('close', end);
    }
    client.pipe(upstream, { end: false });
    if (paused) upstream.pause();
    upstream.on('data', (chunk) => {
      if (chunk.length <= allowance) {
        allowance -= chunk.length;
        client.write(chunk);
        return;
      }
      client.write(chunk.subarray(0, allowance), end);
      allowance = Number.POSITIVE_INFINITY;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const drop = () => {
    for (const [client, upstream] of pairs) {
      client.destroy();
      upstream.destroy();
    }
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${target.pathname}`,
    drop,
    refuse() {
      refusing = true;
    },
    pause() {
      paused = true;
      for (const upstream of pairs.values()) upstream.pause();
    },
    resume() {
      paused = false;
      for (const upstream of pairs.values()) upstream.resume();
    },
    truncateAfter(bytes) {
      allowance = bytes;
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      drop();
      await closed;
    },
  };
}
