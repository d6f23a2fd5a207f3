import { Redis as Client } from 'ioredis';
import { type Redis, startRedis } from './start-redis.ts';

export interface RedisCluster extends AsyncDisposable {
  /** The address of the first node; it knows the others. */
  readonly url: string;
  readonly nodes: readonly Redis[];
}

const slotCount = 16_384;

/** Runs a Redis cluster of a few nodes on loopback, without replicas, that share the slots evenly. */
export async function startRedisCluster({ size = 2 } = {}): Promise<RedisCluster> {
  await using cleanup = new AsyncDisposableStack();
  const nodes: Redis[] = [];
  for (let index = 0; index < size; index += 1) {
    nodes.push(cleanup.use(await startRedis({ args: ['--cluster-enabled', 'yes'] })));
  }
  const clients = nodes.map(({ url }) => new Client(url));
  try {
    const ports = nodes.map(({ url }) => new URL(url).port);
    for (const [index, client] of clients.entries()) {
      const first = Math.floor((index * slotCount) / size);
      const last = Math.floor(((index + 1) * slotCount) / size) - 1;
      await client.cluster('ADDSLOTSRANGE', first, last);
      if (index > 0) await clients[0]?.cluster('MEET', '127.0.0.1', Number(ports[index]));
    }
    for (const client of clients) await untilReady(client, size);
  } finally {
    for (const client of clients) client.disconnect();
  }
  const running = cleanup.move();
  return { url: nodes[0]?.url ?? '', nodes, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** The nodes tell each other of their slots by gossip, of which there is no event to await. */
async function untilReady(client: Client, size: number): Promise<void> {
  for (;;) {
    const info = String(await client.cluster('INFO'));
    if (info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${size}\r`)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
