import { setTimeout as sleep } from 'node:timers/promises';

/** How events reach a client. */
export type Transport = 'websocket' | 'sse' | 'multipart';

const transports: readonly Transport[] = ['websocket', 'sse', 'multipart'];

/** A client that stays connected. */
export interface LiveClient {
  readonly transport: Transport;
  /** How many messages have been written that it has not taken. */
  countWaiting(): number;
  /** Asks it to go and come again, to another process; `leave` is to be called when it has gone. */
  dismiss(): void;
}

/** How many messages wait for the clients of a transport. */
export interface QueueDepth {
  readonly transport: Transport;
  /** For all of them. */
  readonly total: number;
  /** For the one that is furthest behind. */
  readonly max: number;
}

/** Who is connected, by whatever transport. */
export interface LiveClients {
  readonly isDraining: boolean;
  enter(client: LiveClient): void;
  leave(client: LiveClient): void;
  /** What waits now, by transport; asks every client. */
  readQueues(): readonly QueueDepth[];
  /** Dismisses them evenly spread over `overMs`, so that they do not all come again at once, and waits until they have gone. */
  drain(overMs: number): Promise<void>;
}

/** How many steps the time of a drain is cut into. */
const steps = 50;

export function createLiveClients(): LiveClients {
  const clients = new Set<LiveClient>();
  const allGone = Promise.withResolvers<void>();
  let isDraining = false;
  return {
    get isDraining() {
      return isDraining;
    },
    enter: (client) => void clients.add(client),
    leave(client) {
      clients.delete(client);
      if (isDraining && clients.size === 0) allGone.resolve();
    },
    readQueues() {
      const depths = new Map(transports.map((transport) => [transport, { transport, total: 0, max: 0 }]));
      for (const client of clients) {
        const depth = depths.get(client.transport);
        if (!depth) continue;
        const waiting = client.countWaiting();
        depth.total += waiting;
        depth.max = Math.max(depth.max, waiting);
      }
      return [...depths.values()];
    },
    async drain(overMs) {
      isDraining = true;
      if (clients.size === 0) return;
      const leaving = [...clients];
      const batch = Math.ceil(leaving.length / steps);
      const pauseMs = (overMs * batch) / leaving.length;
      for (let first = 0; first < leaving.length; first += batch) {
        for (const client of leaving.slice(first, first + batch)) client.dismiss();
        if (pauseMs > 0 && first + batch < leaving.length) await sleep(pauseMs);
      }
      await allGone.promise;
    },
  };
}
