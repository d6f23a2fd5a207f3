import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

/** One item as the SDK reports it, as far as the tests look. */
export interface Envelope {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly data: { readonly baseData: { readonly id?: string; readonly name?: string } };
}

export interface Collector extends AsyncDisposable {
  readonly connectionString: string;
  readonly envelopes: Envelope[];
  /** How many reports have come and are not answered: of one that is deaf. */
  readonly held: () => number;
}

/** Takes what the Application Insights SDK reports. One that is `deaf` never answers. */
export async function startCollector({ deaf = false } = {}): Promise<Collector> {
  const envelopes: Envelope[] = [];
  let held = 0;
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    if (deaf) {
      held += 1;
      return;
    }
    const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
    const items = JSON.parse(text || '[]') as Envelope[];
    envelopes.push(...items);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ itemsReceived: items.length, itemsAccepted: items.length, errors: [] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    connectionString: `InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=${url};LiveEndpoint=${url}`,
    envelopes,
    held: () => held,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
