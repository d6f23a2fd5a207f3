import type { SubscribePayload } from 'graphql-ws';
import { machineTimeMs } from '../machine-time.ts';
import { connectClient, type SubscribedClient } from './connect-client.ts';
import { openManyAtATime } from './open-many.ts';

/** Clients to open, one for each payload. */
export interface GroupOrder {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payloads: readonly SubscribePayload[];
  /** Payloads of `connection_init`, one for each client; none without it. */
  readonly connectionParams?: readonly object[];
  /** Whether the last message of each client is kept. */
  readonly keepsMessages?: boolean;
}

/** How far an event has got. */
export interface Arrival {
  readonly n: number;
  /** How many clients have had it. */
  readonly clients: number;
  /** When the last of them got it, on the machine's clock. */
  readonly lastMs: number;
}

export interface GroupState {
  readonly received: number;
  /** Clients whose subscription or socket has ended. */
  readonly ended: number;
  readonly arrivals: readonly Arrival[];
}

export interface ClientGroup {
  state(): GroupState;
  /** The last message of each client, where they are kept. */
  messages(): readonly string[];
  /** Cuts all connections. */
  close(): void;
}

const marker = Buffer.from('"n":');

/** Opens clients; resolves when all have subscribed. */
export async function openClientGroup(order: GroupOrder): Promise<ClientGroup> {
  const clients: SubscribedClient[] = [];
  const arrivals = new Map<number, { n: number; clients: number; lastMs: number }>();
  const messages: string[] = [];
  let received = 0;
  let ended = 0;

  function onEvent(index: number, message: Buffer): void {
    received += 1;
    if (order.keepsMessages) messages[index] = String(message);
    const n = readNumber(message, message.indexOf(marker) + marker.length);
    let arrival = arrivals.get(n);
    if (!arrival) {
      arrival = { n, clients: 0, lastMs: 0 };
      arrivals.set(n, arrival);
    }
    arrival.clients += 1;
    arrival.lastMs = machineTimeMs();
  }

  await openManyAtATime(order.payloads.length, async (index) => {
    const client = await connectClient({
      url: order.url,
      headers: order.headers,
      connectionParams: order.connectionParams?.[index],
      payload: order.payloads[index] ?? { query: '' },
      onEvent: (message) => onEvent(index, message),
      onEnd: () => {
        ended += 1;
      },
    });
    clients.push(client);
  });
  return {
    state: () => ({ received, ended, arrivals: [...arrivals.values()] }),
    messages: () => messages,
    close() {
      for (const client of clients) client.leave('cut');
    },
  };
}

function readNumber(bytes: Buffer, from: number): number {
  let value = 0;
  for (let at = from; at < bytes.length; at += 1) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) break;
    value = 10 * value + digit;
  }
  return value;
}
