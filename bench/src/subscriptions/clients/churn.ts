import type { SubscribePayload } from 'graphql-ws';
import { connectClient, type Farewell, type SubscribedClient } from './connect-client.ts';

/** Clients that come and go for a while. */
export interface ChurnOrder {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What clients subscribe to, in turn. */
  readonly payloads: readonly SubscribePayload[];
  readonly durationMs: number;
  /** How many are connected at a time. */
  readonly clients: number;
}

export interface ChurnResult {
  readonly connects: number;
  readonly events: number;
}

const farewells: readonly Farewell[] = ['close', 'cut', 'complete'];

/** How many sockets are being opened at a time. */
const atATime = 50;

/** Opens one client after another; the one that has been there longest goes, by turns in each of the ways there are. */
export async function churn(order: ChurnOrder): Promise<ChurnResult> {
  const { durationMs, clients: most, payloads, ...target } = order;
  const present: SubscribedClient[] = [];
  const began = performance.now();
  let connects = 0;
  let events = 0;

  async function keepOpening(): Promise<void> {
    while (performance.now() - began < durationMs) {
      const index = connects;
      connects += 1;
      const client = await connectClient({
        ...target,
        connectionParams: undefined,
        payload: payloads[index % payloads.length] ?? { query: '' },
        onEvent: () => {
          events += 1;
        },
        onEnd: () => {
          throw new Error('The server ended a subscription');
        },
      });
      present.push(client);
      if (present.length > most) present.shift()?.leave(farewells[index % farewells.length] ?? 'cut');
    }
  }

  await Promise.all(Array.from({ length: atATime }, keepOpening));
  for (const client of present) client.leave('cut');
  return { connects, events };
}
