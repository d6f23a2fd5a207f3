import { WebSocket } from 'ws';

/** Who serves a socket. */
export interface ServedConnection {
  /** Takes a message. */
  receive(text: string): void;
  /** The socket has been closed: lets go of everything. */
  closed(): void;
}

/** A WebSocket that knows who serves it: all sockets share their listeners, where each would have closures of its own. */
export class ServedSocket extends WebSocket {
  served: ServedConnection | undefined;
}
