import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HandleRequest } from '../http/create-http-handler.ts';
import { sendError } from '../http/writing/send-errors.ts';

export interface ServeCallbacksOptions {
  readonly handleCallback: HandleRequest;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly logger: { error(details: object, message: string): void };
}

/** How long a subgraph may take to send a callback, in milliseconds. */
const requestTimeoutMs = 30_000;

/** Longer than those who call keep an idle connection, so that none is closed under a callback. */
const keepAliveTimeoutMs = 75_000;

/** Serves callbacks of subgraphs on a port of its own, which clients need not reach. */
export async function serveCallbacks(
  options: ServeCallbacksOptions,
): Promise<AsyncDisposable & { readonly port: number }> {
  const { handleCallback, host, port, logger } = options;
  const server = createServer({ requestTimeout: requestTimeoutMs }, (request, response) => {
    handleCallback(request, response).catch((error: unknown) => {
      if (request.destroyed && !request.complete) return;
      logger.error({ err: error }, 'a callback failed');
      sendError(request, response, { code: 'INTERNAL_SERVER_ERROR' });
    });
  });
  server.keepAliveTimeout = keepAliveTimeoutMs;
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
