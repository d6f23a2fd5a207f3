import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { EngineResult } from '../execution/engine.ts';
import type { UpstreamFailure, UpstreamRequest, Upstreams } from './upstream.ts';
import { waitBeforeRetry } from './wait-before-retry.ts';

export interface UpstreamPoolOptions {
  /** How long a subgraph may take to accept a socket, and later to answer a ping. */
  readonly timeoutMs: number;
  /** How long a socket may be silent before it is pinged. */
  readonly keepAliveMs: number;
  /** How long a socket stays open when its last subscription has left. Default: 3,000. */
  readonly idleMs?: number;
  /** How often in a row a lost socket is opened again before its subscriptions fail. */
  readonly retries: number;
  /** How long to wait before the given retry, the first being 0. Default: see {@link waitBeforeRetry}. */
  readonly retryWait?: (retry: number) => Promise<void>;
}

/** A socket, or the attempts to open one. */
interface SharedClient {
  readonly client: Client;
  subscriptions: number;
}

/** Subscribes to subgraphs by graphql-transport-ws, many subscriptions over one socket. */
export function createUpstreamPool({
  timeoutMs,
  keepAliveMs,
  idleMs = 3_000,
  retries,
  retryWait = waitBeforeRetry,
}: UpstreamPoolOptions): Upstreams & Disposable {
  const clients = new Map<string, SharedClient>();

  // A variable, since the types of ws do not know `closeTimeout` yet.
  const socketOptions = { handshakeTimeout: timeoutMs, closeTimeout: 1_000, perMessageDeflate: false };

  class UpstreamSocket extends WebSocket {
    constructor(url: string, protocol: string) {
      super(url, protocol, socketOptions);
    }
  }

  function connect({ url, headers, replays }: UpstreamRequest): SharedClient {
    const key = JSON.stringify([url, headers, replays]);
    const existing = clients.get(key);
    if (existing) return existing;
    let pingTimer: NodeJS.Timeout | undefined;
    const client = createClient({
      url: url.replace(/^http/, 'ws'),
      webSocketImpl: UpstreamSocket,
      connectionParams: { ...headers },
      connectionAckWaitTimeout: timeoutMs,
      keepAlive: keepAliveMs,
      lazyCloseTimeout: idleMs,
      retryAttempts: replays ? 0 : retries,
      retryWait,
      // Whatever it is that fails, a subgraph that is being restarted may be back at the next attempt.
      shouldRetry: () => true,
      on: {
        ping: (received) => {
          if (!received) pingTimer = setTimeout(() => client.terminate(), timeoutMs);
        },
        pong: (received) => {
          if (received) clearTimeout(pingTimer);
        },
        closed: () => {
          clearTimeout(pingTimer);
          // Without retries a dead socket must not be what the next subscription finds.
          if (replays || retries === 0 || shared.subscriptions === 0) forget();
        },
      },
    });
    const shared: SharedClient = { client, subscriptions: 0 };
    const forget = () => {
      if (clients.get(key) === shared) clients.delete(key);
    };
    clients.set(key, shared);
    return shared;
  }

  return {
    subscribe(request, sink) {
      const shared = connect(request);
      shared.subscriptions += 1;
      let open = true;
      const settle = (tell?: () => void) => {
        if (!open) return;
        open = false;
        shared.subscriptions -= 1;
        tell?.();
      };
      const leave = shared.client.subscribe<Record<string, unknown>>(
        {
          query: request.query,
          variables: { ...request.variables },
          extensions: { headers: request.headers },
        },
        {
          next: (event) => {
            if (open) sink.next(event as EngineResult);
          },
          error: (error) => settle(() => sink.fail(toFailure(error))),
          complete: () => settle(() => sink.complete()),
        },
      );
      return () => {
        settle();
        leave();
      };
    },
    [Symbol.dispose]() {
      for (const { client } of clients.values()) {
        // The first keeps it from being opened again.
        void client.dispose();
        client.terminate();
      }
    },
  };
}

/** graphql-ws reports the payload of an `error` message, a close event, an error event of the socket, or an error. */
function toFailure(error: unknown): UpstreamFailure {
  if (Array.isArray(error)) return { kind: 'refused', errors: error };
  if (error instanceof Error) return { kind: 'lost', cause: error };
  const { code, reason, message } = error as { code?: number; reason?: string; message?: string };
  return { kind: 'lost', cause: new Error(message ?? `closed with ${code} ${reason ?? ''}`.trim()) };
}
