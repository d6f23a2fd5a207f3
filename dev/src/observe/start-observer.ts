import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { createObservations, type Observations } from './create-observations.ts';
import { renderPage } from './page/render-page.ts';
import type { OtlpReport } from './read-otlp.ts';

/** A collector for one person: takes what processes tell by OTLP and shows it on a page. */
export interface Observer extends AsyncDisposable {
  readonly url: string;
  readonly observations: Observations;
  /** Has a process tell it everything. */
  readonly env: Readonly<Record<string, string>>;
}

const maxBodyBytes = 20_000_000;

export async function startObserver({ port = 0 }: { readonly port?: number } = {}): Promise<Observer> {
  const observations = createObservations();
  const server = createServer((request, response) => {
    answer(request, response, observations).catch(() => {
      if (!response.headersSent) response.writeHead(400);
      response.end();
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    url,
    observations,
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_BSP_SCHEDULE_DELAY: '500',
      OTEL_BLRP_SCHEDULE_DELAY: '500',
      OTEL_METRIC_EXPORT_INTERVAL: '5000',
      OTEL_LOGS_LEVEL: 'info',
      TRACES_PER_SECOND: '0',
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  observations: Observations,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://observer');
  if (request.method === 'POST' && /^\/v1\/(traces|metrics|logs)$/.test(pathname)) {
    if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) throw new RangeError('too large');
    const body = await buffer(request);
    const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
    observations.add(JSON.parse(text) as OtlpReport);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    return;
  }
  const page = request.method === 'GET' ? renderPage(pathname, observations) : undefined;
  response.writeHead(page === undefined ? 404 : 200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  });
  response.end(page ?? 'There is nothing here.');
}
