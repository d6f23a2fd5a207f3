import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { findPorts } from './find-ports.ts';

/** What stands between clients and pods: gives each new connection to the next endpoint, and keeps it there. */
export async function startFront(
  endpoints: () => readonly number[],
): Promise<AsyncDisposable & { readonly port: number }> {
  const [port = 0] = await findPorts(1);
  let next = 0;
  const server = createServer((client) => {
    const all = endpoints();
    const target = all[next++ % all.length];
    if (target === undefined) {
      client.destroy();
      return;
    }
    const upstream = connect(target, '127.0.0.1');
    client.pipe(upstream).pipe(client);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port,
    async [Symbol.asyncDispose]() {
      server.close();
    },
  };
}
