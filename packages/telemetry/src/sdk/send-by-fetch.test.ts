import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { sendByFetch } from './send-by-fetch.ts';

test('an exporter sends by fetch, compressed and with its headers, and once more what could not be taken', async () => {
  const received: { readonly headers: IncomingHttpHeaders; readonly text: string }[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    received.push({ headers: request.headers, text: gunzipSync(body).toString() });
    response.writeHead(received.length === 1 ? 503 : 200, { 'content-type': 'application/json' }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const memory = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: memory })] });
  provider.getTracer('test').startSpan('a span').end();
  const exporter = sendByFetch(
    new OTLPTraceExporter({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`,
      headers: { 'x-key': 'one' },
      compression: 'gzip' as never,
      timeoutMillis: 600_000,
    }),
  );
  const { promise, resolve } = Promise.withResolvers<number>();
  exporter.export(memory.getFinishedSpans(), ({ code }) => resolve(code));
  assert.equal(await promise, 0);
  assert.equal(received.length, 2);
  for (const { headers, text } of received) {
    assert.match(text, /"a span"/);
    assert.equal(headers['x-key'], 'one');
    assert.equal(headers['content-type'], 'application/json');
    assert.equal(
      headers['user-agent'],
      'node',
      'as fetch has it: the exporter keeps what it sends with elsewhere now',
    );
  }
  server.close();
  server.closeAllConnections();
});
