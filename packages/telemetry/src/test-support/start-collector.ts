import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

/** One item as the SDK reports it, as far as the tests look. */
export interface Envelope {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly data: {
    readonly baseData: {
      readonly id?: string;
      readonly name?: string;
      readonly success?: boolean;
      readonly responseCode?: string;
      readonly properties?: Readonly<Record<string, string>>;
      readonly metrics?: readonly { readonly name: string; readonly value: number }[];
    };
  };
}

export interface Collector extends AsyncDisposable {
  readonly connectionString: string;
  readonly envelopes: Envelope[];
  /** What came for live metrics: `ping`, which is told that somebody looks, and then `post`. */
  readonly live: string[];
  /** How many reports have come and are not answered: of one that is deaf. */
  readonly held: () => number;
}

export interface CollectorOptions {
  /** It never answers. */
  readonly deaf?: boolean;
  /** PEM; with it the collector speaks TLS, as Azure does. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

const livePath = /^\/QuickPulseService\.svc\/(\w+)/;

/** Takes what the Application Insights SDK reports. */
export async function startCollector({ deaf = false, tls }: CollectorOptions = {}): Promise<Collector> {
  const envelopes: Envelope[] = [];
  const live: string[] = [];
  let held = 0;
  const server = tls ? createTlsServer(tls, take) : createServer(take);

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const [, asked] = livePath.exec(request.url ?? '') ?? [];
    if (asked !== undefined) {
      live.push(asked);
      response
        .writeHead(200, { 'content-type': 'application/json', 'x-ms-qps-subscribed': 'true' })
        .end(JSON.stringify({ ETag: '1', Metrics: [], DocumentStreams: [] }));
      return;
    }
    if (deaf) {
      held += 1;
      return;
    }
    const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
    const items = JSON.parse(text || '[]') as Envelope[];
    envelopes.push(...items);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ itemsReceived: items.length, itemsAccepted: items.length, errors: [] }));
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    connectionString: `InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=${url};LiveEndpoint=${url}`,
    envelopes,
    live,
    held: () => held,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
