import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { findFreePort } from './ports/find-free-port.ts';

/** Where a connection leads: to a port on loopback, or nowhere: it is refused, or accepted and never answered. */
export type Destination = number | 'refused' | 'silent';

export interface Front extends AsyncDisposable {
  readonly port: number;
  /** Leads new connections there. Those that are open stay, unless the destination refuses all. */
  lead(to: Destination): Promise<void>;
  /** Ends all connections without a word, as a machine does that is gone and another has its address. */
  cut(): void;
  /** Has connections that are open, and those to come, hear nothing any more, as when a machine's power is gone. */
  silence(): Promise<void>;
}

/**
 * An address on loopback behind which servers may change, as behind the host name of a managed database.
 * @param host Default: 127.0.0.1; any other of 127.0.0.0/8 has its own ports.
 */
export async function startFront(
  to: Destination,
  { host = '127.0.0.1', port = 0 }: { readonly host?: string; readonly port?: number } = {},
): Promise<Front> {
  const fixedPort = port || (await findFreePort(host));
  const open = new Map<Socket, Socket | undefined>();
  let destination = to;
  const server = createServer((socket) => {
    const upstream = typeof destination === 'number' ? connect(destination, '127.0.0.1') : undefined;
    open.set(socket, upstream);
    socket.on('error', () => undefined).once('close', () => open.delete(socket));
    if (!upstream) return;
    upstream.on('error', () => undefined).once('close', () => socket.destroy());
    socket.once('close', () => upstream.destroy());
    socket.pipe(upstream).pipe(socket);
  });
  const cut = () => {
    for (const socket of open.keys()) socket.destroy();
  };
  const front: Front = {
    port: fixedPort,
    cut,
    async lead(next) {
      destination = next;
      if (next === 'refused') {
        cut();
        if (server.listening) await new Promise((resolve) => server.close(resolve));
      } else if (!server.listening) {
        server.listen(fixedPort, host);
        await once(server, 'listening');
      }
    },
    async silence() {
      for (const [socket, upstream] of open) {
        socket.unpipe().pause();
        upstream?.unpipe().removeAllListeners('close');
      }
      await front.lead('silent');
    },
    async [Symbol.asyncDispose]() {
      await front.lead('refused');
    },
  };
  await front.lead(to);
  return front;
}
