import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readCosmosRequest } from './protocol/cosmos-request.ts';
import { createThrottle } from './protocol/create-throttle.ts';
import { handleRequest } from './protocol/handle-request.ts';
import { routeRequest } from './protocol/route-request.ts';
import { verifyAuthorization } from './protocol/verify-authorization.ts';
import { openStore } from './storage/open-store.ts';
import { removeAllExpired } from './storage/remove-all-expired.ts';

/** The key that every Cosmos DB emulator has, published by Microsoft; no secret. */
export const emulatorKey =
  'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';

export interface LocalCosmosOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Where the data is kept; without one it is in memory and goes with the process. */
  directory?: string;
  /** The account's master key in base64; default {@link emulatorKey}. */
  key?: string;
  /** Milliseconds since 1970; default the system's clock. It stamps documents and expires them. */
  now?: () => number;
  /** Told of errors that are the server's own fault; default the console. */
  onError?: (error: unknown) => void;
}

export interface LocalCosmos extends AsyncDisposable {
  endpoint: string;
  key: string;
  connectionString: string;
  /** Refuses the next `count` requests for documents with 429. */
  throttle(count: number, retryAfterMs: number): void;
}

/**
 * Starts a Cosmos DB account that the official SDK works with unchanged: databases, containers, documents, queries,
 * batches and the change feed, in SQLite.
 *
 * @throws Error where the port is taken or another process has the directory open
 */
export async function startLocalCosmos(options: LocalCosmosOptions = {}): Promise<LocalCosmos> {
  const {
    port = 0,
    host = '127.0.0.1',
    directory,
    key = emulatorKey,
    now = Date.now,
    onError = console.error,
  } = options;
  const store = openStore({ directory, now });
  removeAllExpired(store);
  const throttle = createThrottle();

  const server = createServer((message, response) => {
    const answer = async () => {
      const request = await readCosmosRequest(message);
      verifyAuthorization(request, key);
      throttle.check(request);
      return routeRequest(store, request);
    };
    void handleRequest(response, answer, onError);
  });
  // Longer than clients keep idle connections, so that none is closed under a request.
  server.keepAliveTimeout = 65_000;
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    store.sqlite.close();
    throw error;
  }
  const endpoint = `http://${host}:${(server.address() as AddressInfo).port}/`;

  return {
    endpoint,
    key,
    connectionString: `AccountEndpoint=${endpoint};AccountKey=${key};`,
    throttle: throttle.refuseNext,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      store.sqlite.close();
    },
  };
}
