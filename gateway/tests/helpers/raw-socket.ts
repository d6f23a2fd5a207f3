import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A WebSocket that says what it is told to, well-formed or not. */
export interface RawSocket extends Disposable {
  readonly socket: WebSocket;
  send(message: object | string | Buffer): void;
  /** The next message. */
  receive(): Promise<Record<string, unknown>>;
  /** How the other side closed it. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

/** Opens a WebSocket for graphql-transport-ws, or for another protocol. */
export async function openRawSocket(
  url: string,
  { protocol = 'graphql-transport-ws' }: { readonly protocol?: string } = {},
): Promise<RawSocket> {
  const socket = new WebSocket(url.replace('http', 'ws'), protocol);
  const received: Record<string, unknown>[] = [];
  let wake: (() => void) | undefined;
  socket.on('message', (data) => {
    received.push(JSON.parse(String(data)));
    wake?.();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason) }));
  });
  await once(socket, 'open');
  return {
    socket,
    closed,
    send: (message) =>
      socket.send(
        typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message),
      ),
    async receive() {
      while (received.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return received.shift() as Record<string, unknown>;
    },
    [Symbol.dispose]: () => socket.terminate(),
  };
}
