import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { Agent } from 'undici';
import { fakeSubgraphFetch } from '../../../tests/helpers/fake-subgraph-fetch.ts';
import { Cancellation } from '../../values/cancellation.ts';
import { createUndiciSender } from './send-with-undici.ts';

async function startSubgraph(listener: RequestListener) {
  await using cleanup = new AsyncDisposableStack();
  const server = cleanup.adopt(createServer(listener).listen(0, '127.0.0.1'), async (running) => {
    running.closeAllConnections();
    running.close();
    await once(running, 'close');
  });
  await once(server, 'listening');
  const agent = cleanup.adopt(new Agent({ connections: 1 }), (running) => running.destroy());
  const send = createUndiciSender(agent);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql?a=1`;
  const running = cleanup.move();
  return {
    send: (cancellation = new Cancellation()) => send(fakeSubgraphFetch({ url }), cancellation),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

test('an answer in pieces is one text, without a byte order mark', async () => {
  await using subgraph = await startSubgraph(async (request, response) => {
    assert.deepEqual([request.method, request.url], ['POST', '/graphql?a=1']);
    const bytes = Buffer.from('\uFEFF{"a":"é"}');
    response.writeHead(207, { 'x-a': ['1', '2'] });
    const half = bytes.indexOf('é') + 1;
    await new Promise<void>((resolve) => void response.write(bytes.subarray(0, half), () => resolve()));
    response.end(bytes.subarray(half));
  });
  const cancellation = new Cancellation();
  const { status, headers, body } = await subgraph.send(cancellation);
  assert.deepEqual([status, headers?.['x-a'], body.text()], [207, ['1', '2'], '{"a":"é"}']);
  assert.equal(cancellation.onCancel, undefined);
});

test('a request that is cancelled is taken from the subgraph, and the next one is answered', async () => {
  const asked = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  let count = 0;
  await using subgraph = await startSubgraph((_request, response) => {
    count += 1;
    if (count > 1) return void response.end('{}');
    response.on('close', () => left.resolve());
    asked.resolve();
  });
  const cancellation = new Cancellation();
  const answer = subgraph.send(cancellation);
  await asked.promise;
  cancellation.cancel('gone');
  await assert.rejects(answer, (reason) => reason === 'gone');
  await left.promise;
  assert.equal((await subgraph.send()).body.text(), '{}');
});

test('a request that is cancelled before it starts never reaches the subgraph', async () => {
  const asked = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  let count = 0;
  await using subgraph = await startSubgraph(async (_request, response) => {
    count += 1;
    asked.resolve();
    await gate.promise;
    response.end('{}');
  });
  const first = subgraph.send();
  const cancellation = new Cancellation();
  const queued = subgraph.send(cancellation);
  const gone = new Cancellation();
  gone.cancel('gone before');
  const late = subgraph.send(gone);
  await asked.promise;
  cancellation.cancel('gone');
  await assert.rejects(queued, (reason) => reason === 'gone');
  gate.resolve();
  assert.equal((await first).body.text(), '{}');
  await assert.rejects(late, (reason) => reason === 'gone before');
  assert.equal(count, 1);
});

test('a connection that breaks is a rejection', async () => {
  await using subgraph = await startSubgraph((_request, response) => void response.destroy());
  const cancellation = new Cancellation();
  await assert.rejects(subgraph.send(cancellation), { code: 'UND_ERR_SOCKET' });
  assert.equal(cancellation.onCancel, undefined);
});
