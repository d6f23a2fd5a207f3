import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** A gateway within a process of others. */
export interface EmbeddedGateway extends AsyncDisposable {
  /** Listens by itself; the defaults are the options `host` and `port`. Resolves with the address of GraphQL. */
  listen(address?: { readonly port?: number; readonly host?: string }): Promise<{ readonly url: string }>;
  /**
   * Answers a request of node:http, and of frameworks on it: it is an Express middleware too, which leaves to `next` what is
   * not for the gateway. Where a parser has read the body already, it takes the bytes, the text or the value that are at
   * `request.body`; members that come twice, and numbers that a double cannot hold, are not seen then.
   */
  readonly handleRequest: (
    request: IncomingMessage,
    response: ServerResponse,
    next?: (error?: unknown) => void,
  ) => void;
  /** Answers an `upgrade` event of node:http: GraphQL over WebSocket. */
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Answers a request of the Fetch standard: for Hono, for Fastify's injected handlers, for tests. */
  readonly fetch: (request: Request | URL | string, init?: RequestInit) => Promise<Response>;
  /** Where it serves metrics, if it does. */
  readonly metricsUrl: string | undefined;
  /** Finishes what is under way, and stops. */
  dispose(): Promise<void>;
}
