import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

export interface OtlpReport {
  readonly path: string;
  readonly contentType: string;
  readonly text: string;
}

export interface OtlpCollector extends AsyncDisposable {
  readonly url: string;
  readonly reports: OtlpReport[];
  /** How many reports have come and are not answered: of one that is deaf. */
  readonly held: () => number;
}

/** Takes what is sent by OTLP over HTTP (https://opentelemetry.io/docs/specs/otlp/#otlphttp). One that is `deaf` never answers. */
export async function startOtlpCollector({ deaf = false } = {}): Promise<OtlpCollector> {
  const reports: OtlpReport[] = [];
  let held = 0;
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    if (deaf) {
      held += 1;
      return;
    }
    const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
    const contentType = request.headers['content-type'] ?? '';
    reports.push({ path: request.url ?? '', contentType, text });
    response.setHeader('content-type', contentType);
    response.end(contentType === 'application/json' ? '{}' : '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reports,
    held: () => held,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
