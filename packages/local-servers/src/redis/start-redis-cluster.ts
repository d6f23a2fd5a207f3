import { Redis as Client } from 'ioredis';
import { type Redis, startRedis } from './start-redis.ts';

export interface RedisCluster extends AsyncDisposable {
  /** The address of the first node; it knows the others. */
  readonly url: string;
  readonly nodes: readonly Redis[];
  /** Stops all nodes as a crash would, and starts them again; resolves when they are a cluster. */
  restart(): Promise<void>;
}

const slotCount = 16_384;

/** Runs a Redis cluster of a few nodes on loopback, without replicas, that share the slots evenly. */
export async function startRedisCluster({ size = 2 } = {}): Promise<RedisCluster> {
  await using cleanup = new AsyncDisposableStack();
  const nodes: Redis[] = [];
  for (let index = 0; index < size; index += 1) {
    nodes.push(cleanup.use(await startRedis({ args: ['--cluster-enabled', 'yes'] })));
  }
  await withClients(nodes, async (clients) => {
    const ports = nodes.map(({ url }) => new URL(url).port);
    for (const [index, client] of clients.entries()) {
      const first = Math.floor((index * slotCount) / size);
      const last = Math.floor(((index + 1) * slotCount) / size) - 1;
      await client.cluster('ADDSLOTSRANGE', first, last);
      if (index > 0) await clients[0]?.cluster('MEET', '127.0.0.1', Number(ports[index]));
    }
    await untilReady(clients);
  });
  const running = cleanup.move();
  return {
    url: nodes[0]?.url ?? '',
    nodes,
    async restart() {
      await Promise.all(nodes.map((node) => node.restart()));
      await withClients(nodes, untilReady);
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function withClients(
  nodes: readonly Redis[],
  use: (clients: readonly Client[]) => Promise<void>,
): Promise<void> {
  const clients = nodes.map(({ url }) => new Client(url));
  try {
    await use(clients);
  } finally {
    for (const client of clients) client.disconnect();
  }
}

/** The nodes tell each other of their slots by gossip, of which there is no event to await. */
async function untilReady(clients: readonly Client[]): Promise<void> {
  for (const client of clients) {
    for (;;) {
      const info = String(await client.cluster('INFO'));
      if (info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${clients.length}\r`))
        break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
