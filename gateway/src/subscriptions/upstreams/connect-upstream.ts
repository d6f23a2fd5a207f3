import { createClient, type Sink, type SubscribePayload } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { EngineEvent } from '../../execution/engine.ts';
import { readMessage } from './read-message.ts';

export interface UpstreamConnectionOptions {
  /** With `ws` or `wss`. */
  readonly url: string;
  /** What the subgraph is told of who asks, in `connection_init`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly maxMessageBytes: number;
  /** How long the subgraph may take to accept the socket, and later to answer a ping. */
  readonly timeoutMs: number;
  /** How long the socket may be silent before it is pinged. */
  readonly keepAliveMs: number;
  /** How long it stays open when its last subscription has left. */
  readonly idleMs: number;
  /** Called once when it carries nothing any more. */
  readonly onClosed: () => void;
}

/** One socket to a subgraph, from its first attempt to connect until it closes. Disposing of it cuts it off. */
export interface UpstreamConnection extends Disposable {
  /** Whether it can carry one subscription more. */
  readonly isUsable: boolean;
  /** `error` gets the payload of an `error` message, or why the socket was lost, or could not be opened. */
  subscribe(payload: SubscribePayload, sink: Sink<EngineEvent>): () => void;
  /**
   * Shows the subgraph a newer token of who subscribes, with the smallest of operations: one that knows that a caller's
   * subscriptions live as long as the latest token they have shown goes on; to others it is a query like any.
   */
  prolong(headers: Readonly<Record<string, string>>): void;
}

/** Opens a socket by the graphql-transport-ws protocol with its first subscription. */
export function connectUpstream(options: UpstreamConnectionOptions): UpstreamConnection {
  const { timeoutMs, maxMessageBytes: maxPayload } = options;
  const sinks = new Set<Sink<EngineEvent>>();
  let socket: WebSocket | undefined;
  let isLost = false;
  let pingTimer: NodeJS.Timeout | undefined;

  // A variable, since the types of ws do not know `closeTimeout` yet.
  const socketOptions = {
    handshakeTimeout: timeoutMs,
    closeTimeout: 1_000,
    perMessageDeflate: false,
    maxPayload,
  };

  class UpstreamSocket extends WebSocket {
    constructor(url: string, protocol: string) {
      super(url, protocol, socketOptions);
      socket = this;
    }

    /** The client takes what has been read already; ws hands on as it is what it is told is binary. */
    override emit(name: string | symbol, ...details: unknown[]): boolean {
      const [data, isBinary] = details;
      if (name !== 'message' || isBinary !== false) return super.emit(name, ...details);
      let message: unknown;
      try {
        message = readMessage(data as Buffer);
      } catch (error) {
        lose(error);
        return true;
      }
      return super.emit(name, message, true);
    }
  }

  const client = createClient({
    url: options.url,
    webSocketImpl: UpstreamSocket,
    connectionParams: { ...options.headers },
    connectionAckWaitTimeout: timeoutMs,
    keepAlive: options.keepAliveMs,
    lazyCloseTimeout: options.idleMs,
    retryAttempts: 0,
    on: {
      ping: (received) => {
        if (!received) pingTimer = setTimeout(() => lose(new Error('no pong came back in time')), timeoutMs);
      },
      pong: (received) => {
        if (received) clearTimeout(pingTimer);
      },
      closed: lose,
      error: lose,
    },
  });

  /** The client would open another socket by itself, for some reasons at once and without end. */
  function lose(reason: unknown): void {
    if (isLost) return;
    isLost = true;
    clearTimeout(pingTimer);
    // It rejects when the socket was still being opened.
    Promise.resolve(client.dispose()).catch(() => undefined);
    socket?.terminate();
    options.onClosed();
    for (const sink of [...sinks]) sink.error(reason);
    sinks.clear();
  }

  return {
    get isUsable() {
      return !isLost && (socket === undefined || socket.readyState <= WebSocket.OPEN);
    },
    subscribe(payload, sink) {
      sinks.add(sink);
      const leave = client.subscribe(payload, {
        next: (event) => {
          if (sinks.has(sink)) sink.next(event as unknown as EngineEvent);
        },
        error: (error) => {
          if (sinks.delete(sink)) sink.error(error);
        },
        complete: () => {
          if (sinks.delete(sink)) sink.complete();
        },
      });
      return () => {
        sinks.delete(sink);
        leave();
      };
    },
    prolong(headers) {
      const silent = { next: ignore, error: ignore, complete: ignore };
      if (!isLost) client.subscribe({ query: '{ __typename }', extensions: { headers } }, silent);
    },
    [Symbol.dispose]: () => lose(new Error('the gateway is stopping')),
  };
}

function ignore(): void {}
