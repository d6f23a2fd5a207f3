import { WebSocket } from 'ws';

/** Clients that subscribe to the same, each over a WebSocket of its own. */
export interface SubscribedClients extends AsyncDisposable {
  /** Events that all clients have had, together. */
  readonly received: number;
  /** Sockets and subscriptions that have ended. */
  readonly ended: number;
  /** Resolves when so many events have been received since the clients were opened. */
  receivedInAll(count: number): Promise<void>;
}

/** How many sockets are being opened at a time. */
const atATime = 100;

const headers = { authorization: 'Bearer of-everybody' };

/** Opens clients; resolves when all have been acknowledged and have subscribed. */
export async function openClients(url: string, query: string, count: number): Promise<SubscribedClients> {
  const sockets: WebSocket[] = [];
  const subscribe = JSON.stringify({ id: '1', type: 'subscribe', payload: { query } });
  let received = 0;
  let ended = 0;
  let wanted = Number.POSITIVE_INFINITY;
  let arrived: () => void = () => undefined;

  function open(): Promise<void> {
    const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws', {
      headers,
      perMessageDeflate: false,
      skipUTF8Validation: true,
    });
    sockets.push(socket);
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.once('open', () => socket.send('{"type":"connection_init"}'));
      socket.once('message', () => {
        socket.on('message', (data) => {
          if (!String(data).includes('"type":"next"')) ended += 1;
          received += 1;
          if (received === wanted) arrived();
        });
        socket.on('close', () => {
          ended += 1;
        });
        socket.send(subscribe, () => resolve());
      });
    });
  }

  const worker = async (share: number) => {
    for (let opened = 0; opened < share; opened += 1) await open();
  };
  await Promise.all(Array.from({ length: atATime }, () => worker(Math.ceil(count / atATime))));
  return {
    get received() {
      return received;
    },
    get ended() {
      return ended;
    },
    async receivedInAll(total) {
      if (received >= total) return;
      wanted = total;
      await new Promise<void>((resolve) => {
        arrived = resolve;
      });
    },
    async [Symbol.asyncDispose]() {
      const closed = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      for (const socket of sockets) socket.terminate();
      await Promise.all(closed);
    },
  };
}
