import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import * as zlib from 'node:zlib';
import { Agent } from 'undici';
import { createHttpSender } from '../../src/execution/http-client/create-http-sender.ts';
import type { SendFetch } from '../../src/execution/subgraph-client/send-fetch.ts';
import { createUndiciSender } from '../../src/execution/subgraph-client/send-with-undici.ts';
import { Cancellation } from '../../src/values/cancellation.ts';
import { fakeSubgraphFetch } from '../helpers/fake-subgraph-fetch.ts';

type OpenSender = () => AsyncDisposable & { readonly send: SendFetch };

async function startSubgraph(openSender: OpenSender, listener: RequestListener) {
  await using cleanup = new AsyncDisposableStack();
  const server = cleanup.adopt(createServer(listener).listen(0, '127.0.0.1'), async (running) => {
    running.closeAllConnections();
    running.close();
    await once(running, 'close');
  });
  await once(server, 'listening');
  const { send } = cleanup.use(openSender());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  const running = cleanup.move();
  return {
    send: (maxReplyBytes: number, cancellation = new Cancellation()) =>
      send(fakeSubgraphFetch({ url, maxReplyBytes }), cancellation),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

const body = JSON.stringify({ data: { text: 'é'.repeat(100_000) } });
const bytes = Buffer.byteLength(body);

const encodings: Readonly<Record<string, (text: string | Buffer) => Buffer>> = {
  identity: (text) => Buffer.from(text),
  gzip: zlib.gzipSync,
  'X-GZIP': zlib.gzipSync,
  br: zlib.brotliCompressSync,
  deflate: zlib.deflateSync,
  zstd: zlib.zstdCompressSync,
  'gzip, br': (text) => zlib.brotliCompressSync(zlib.gzipSync(text)),
  'deflate, identity': zlib.deflateRawSync,
};

const senders: Readonly<Record<string, OpenSender>> = {
  'our client': () => createHttpSender({ keepAlive: true, onConnect: () => undefined }),
  undici: () => {
    const agent = new Agent();
    return { send: createUndiciSender(agent), [Symbol.asyncDispose]: () => agent.destroy() };
  },
};

for (const [client, openSender] of Object.entries(senders)) {
  for (const [encoding, encode] of Object.entries(encodings)) {
    test(`${client}: an answer in ${encoding} is read, and refused when it is too large decompressed`, async () => {
      await using subgraph = await startSubgraph(openSender, (_request, response) => {
        response.writeHead(200, { 'content-encoding': encoding }).end(encode(body));
      });
      assert.equal((await subgraph.send(bytes)).body.text(), body);
      await assert.rejects(subgraph.send(bytes - 1), { code: 'SUBREQUEST_RESPONSE_TOO_LARGE' });
    });

    test(`${client}: an answer in ${encoding} that ends too early, or is none, is refused`, async () => {
      const sent: Buffer[] = [encode(body).subarray(0, -5), Buffer.from('{"data":null}')];
      await using subgraph = await startSubgraph(openSender, (_request, response) => {
        response.writeHead(200, { 'content-encoding': encoding }).end(sent.shift());
      });
      if (encoding === 'identity') return;
      await assert.rejects(subgraph.send(bytes), { code: 'SUBREQUEST_MALFORMED_RESPONSE' });
      await assert.rejects(subgraph.send(bytes), { code: 'SUBREQUEST_MALFORMED_RESPONSE' });
    });
  }

  test(`${client}: an answer that says it is compressed and is empty is empty`, async () => {
    await using subgraph = await startSubgraph(openSender, (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end();
    });
    assert.equal((await subgraph.send(1)).body.text(), '');
  });

  test(`${client}: an encoding that nobody asked for is refused`, async () => {
    const names = ['compress', 'gzip, gzip, gzip, gzip', '__proto__', 'toString'];
    for (const name of names) {
      await using subgraph = await startSubgraph(openSender, (_request, response) => {
        response.writeHead(200, { 'content-encoding': name }).end('x');
      });
      await assert.rejects(subgraph.send(1_000), { code: 'SUBREQUEST_MALFORMED_RESPONSE' });
    }
  });

  /** Sends for as long as somebody reads, and says how much that was. */
  function sendEndlessly(response: ServerResponse, chunk: Buffer): Promise<number> {
    const { promise: left, resolve } = Promise.withResolvers<number>();
    let sent = 0;
    const write = () => {
      while (!response.destroyed) {
        sent += chunk.length;
        if (!response.write(chunk)) return void response.once('drain', write);
      }
    };
    response.on('close', () => resolve(sent));
    write();
    return left;
  }

  for (const [name, headers, chunk] of [
    ['plain', {}, Buffer.alloc(65_536, 'a')],
    ['a gzip bomb of many members', { 'content-encoding': 'gzip' }, zlib.gzipSync(Buffer.alloc(10_000_000))],
  ] as const) {
    test(`${client}: an answer without an end (${name}) is given up at the limit`, async () => {
      const left = Promise.withResolvers<number>();
      await using subgraph = await startSubgraph(openSender, (_request, response) => {
        response.writeHead(200, headers);
        left.resolve(sendEndlessly(response, chunk));
      });
      const cancellation = new Cancellation();
      await assert.rejects(subgraph.send(1_000_000, cancellation), { code: 'SUBREQUEST_RESPONSE_TOO_LARGE' });
      assert((await left.promise) < 50_000_000, 'the connection is closed');
      assert.equal(cancellation.onCancel, undefined);
    });
  }

  test(`${client}: an answer that announces more than the limit is not read`, async () => {
    const left = Promise.withResolvers<void>();
    await using subgraph = await startSubgraph(openSender, (_request, response) => {
      response.on('close', left.resolve);
      response.writeHead(200, { 'content-length': '1001' }).write('{');
    });
    await assert.rejects(subgraph.send(1_000), { code: 'SUBREQUEST_RESPONSE_TOO_LARGE' });
    await left.promise;
  });

  test(`${client}: who goes while an answer is decompressed ends that`, async () => {
    const asked = Promise.withResolvers<void>();
    const left = Promise.withResolvers<void>();
    await using subgraph = await startSubgraph(openSender, (_request, response) => {
      response.on('close', left.resolve);
      response.writeHead(200, { 'content-encoding': 'gzip' }).write(zlib.gzipSync(body).subarray(0, 100));
      asked.resolve();
    });
    const cancellation = new Cancellation();
    const answer = subgraph.send(bytes, cancellation);
    await asked.promise;
    cancellation.cancel('gone');
    await assert.rejects(answer, (reason) => reason === 'gone');
    await left.promise;
  });
}
