import { connectUpstream, type UpstreamConnection } from './connect-upstream.ts';
import { toSocketUrl } from './to-socket-url.ts';
import { toUpstreamFailure } from './to-upstream-failure.ts';
import type { UpstreamRequest, Upstreams } from './upstream.ts';

/** Where and how a subgraph takes subscriptions. */
export interface UpstreamSettings {
  /** Its WebSocket; default: at its HTTP address. */
  readonly webSocketUrl: string | undefined;
  /** How large a message may be. */
  readonly maxReplyBytes: number;
}

export interface UpstreamPoolOptions {
  /** How long a subgraph may take to accept a socket, and later to answer a ping. */
  readonly timeoutMs: number;
  /** How long a socket may be silent before it is pinged. */
  readonly keepAliveMs: number;
  /** How long a socket stays open when its last subscription has left. Default: 3,000. */
  readonly idleMs?: number;
  readonly settingsOf: (subgraph: string) => UpstreamSettings;
}

/**
 * Subscribes to subgraphs by graphql-transport-ws, many subscriptions over one socket. When a socket is lost, so are all
 * that it carries.
 */
export function createUpstreamPool(options: UpstreamPoolOptions): Upstreams & Disposable {
  const { settingsOf, idleMs = 3_000, ...timing } = options;
  const connections = new Map<string, UpstreamConnection>();
  let isStopped = false;

  function connect({ subgraph, url, headers }: UpstreamRequest): UpstreamConnection {
    if (isStopped) throw new Error('the gateway is stopping');
    const { webSocketUrl: address = url, maxReplyBytes } = settingsOf(subgraph);
    const webSocketUrl = toSocketUrl(address);
    const key = JSON.stringify([webSocketUrl, headers, maxReplyBytes]);
    const existing = connections.get(key);
    if (existing?.isUsable) return existing;
    const connection = connectUpstream({
      ...timing,
      idleMs,
      url: webSocketUrl,
      headers,
      maxMessageBytes: maxReplyBytes,
      onClosed() {
        if (connections.get(key) === connection) connections.delete(key);
      },
    });
    connections.set(key, connection);
    return connection;
  }

  return {
    subscribe(request, sink) {
      let isOpen = true;
      const settle = (tell: () => void) => {
        if (!isOpen) return;
        isOpen = false;
        tell();
      };
      let connection: UpstreamConnection;
      try {
        connection = connect(request);
      } catch (error) {
        const cause = error as Error;
        queueMicrotask(() => settle(() => sink.fail({ kind: 'lost', cause, isFinal: true })));
        return () => settle(() => undefined);
      }
      const leave = connection.subscribe(
        {
          query: request.query,
          variables: { ...request.variables },
          extensions: { headers: request.headers },
        },
        {
          next: (event) => {
            if (isOpen) sink.next(event);
          },
          error: (error) => settle(() => sink.fail(toUpstreamFailure(error))),
          complete: () => settle(() => sink.complete()),
        },
      );
      request.onRenewed?.(() => {
        if (isOpen) connection.prolong(request.headers);
      });
      return () => {
        isOpen = false;
        leave();
      };
    },
    [Symbol.dispose]() {
      isStopped = true;
      for (const connection of [...connections.values()]) connection[Symbol.dispose]();
    },
  };
}
