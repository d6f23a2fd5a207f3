import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Prometheus } from './start-prometheus.ts';

export interface ServeMetricsOptions {
  readonly prometheus: Pick<Prometheus, 'contentType' | 'text'>;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly logger: { error(details: object, message: string): void };
}

/** Serves `GET /metrics` on a port of its own, which the public need not reach. */
export async function serveMetrics(
  options: ServeMetricsOptions,
): Promise<AsyncDisposable & { port: number }> {
  const { prometheus, host, port, logger } = options;
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    prometheus.text().then(
      (text) => response.writeHead(200, { 'content-type': prometheus.contentType }).end(text),
      (error: unknown) => {
        logger.error({ err: error }, 'collecting metrics failed');
        response.writeHead(500).end();
      },
    );
  });
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
