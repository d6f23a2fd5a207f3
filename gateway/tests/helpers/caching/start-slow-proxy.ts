import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A TCP proxy that takes its time. */
export interface SlowProxy extends AsyncDisposable {
  readonly url: string;
  /** How long each answer of the server is held back from now on, in milliseconds. */
  setDelay(ms: number): void;
  /** Where connections lead from now on; those that are open stay as they are. */
  setTarget(redisUrl: string): void;
  /** Cuts the connections that are open. */
  cut(): void;
}

/** Starts a proxy before a Redis server. */
export async function startSlowProxy(redisUrl: string): Promise<SlowProxy> {
  let port = Number(new URL(redisUrl).port);
  const sockets = new Set<Socket>();
  let delayMs = 0;

  async function passOn(from: Socket, to: Socket): Promise<void> {
    try {
      for await (const chunk of from) {
        if (delayMs > 0) await delay(delayMs);
        if (!to.write(chunk)) await once(to, 'drain');
      }
    } catch {
      // The other side is told below.
    }
    to.destroy();
  }

  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => sockets.delete(socket));
    }
    client.pipe(upstream);
    client.once('close', () => upstream.destroy());
    void passOn(upstream, client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setDelay(ms) {
      delayMs = ms;
    },
    setTarget(url) {
      port = Number(new URL(url).port);
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
