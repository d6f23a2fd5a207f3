import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createHttpSender } from '../../src/execution/http-client/create-http-sender.ts';
import type { SubgraphFetch } from '../../src/execution/subgraph-client/send-subgraph-request.ts';
import { Cancellation } from '../../src/values/cancellation.ts';
import { fakeSubgraphFetch } from '../helpers/fake-subgraph-fetch.ts';

async function open(keepAlive = true) {
  await using cleanup = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'headgate-'));
  cleanup.defer(() => rm(directory, { recursive: true }));
  const socketPath = join(directory, 'a.sock');
  const counted = { connections: 0 };
  const onConnect = () => {
    counted.connections += 1;
  };
  const sender = cleanup.use(createHttpSender({ keepAlive, onConnect }));
  const running = cleanup.move();
  return {
    counted,
    url: `unix://${socketPath}?path=/graphql`,
    send: (changes: Partial<SubgraphFetch> = {}) =>
      sender.send(
        fakeSubgraphFetch({ url: `unix://${socketPath}?path=/graphql`, ...changes }),
        new Cancellation(),
      ),
    async serve(listener: RequestListener) {
      const server = createServer(listener).listen(socketPath);
      await once(server, 'listening');
      return {
        async [Symbol.asyncDispose]() {
          const closed = once(server, 'close');
          server.close();
          server.closeAllConnections();
          await closed;
        },
      };
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

const echo: RequestListener = (request, response) => response.end(describe(request));

const describe = ({ method, url, headers }: IncomingMessage) => `${method} ${url} ${headers.host}`;

test('a subgraph on a Unix socket is asked on kept connections, and each path for itself', async () => {
  await using client = await open();
  await using _server = await client.serve(echo);
  for (let count = 0; count < 3; count += 1)
    assert.equal((await client.send()).body.text(), 'POST /graphql localhost');
  const other = client.url.replace('/graphql', '/other%3Fx=1');
  assert.equal((await client.send({ url: other })).body.text(), 'POST /other?x=1 localhost');
  assert.equal(client.counted.connections, 1);
});

test('what our own client leaves to another goes to the same socket', async () => {
  await using client = await open();
  await using _server = await client.serve(echo);
  const reply = await client.send({ headers: { host: 'accounts', 'x-name': 'é' } });
  assert.equal(reply.body.text(), 'POST /graphql accounts');
  await using closing = await open(false);
  await using _other = await closing.serve(echo);
  for (let count = 0; count < 2; count += 1) await closing.send();
  assert.equal(closing.counted.connections, 2);
});

test('a server that has gone is a rejection, and one that is there again is found', async () => {
  await using client = await open();
  await assert.rejects(client.send(), { code: 'ENOENT' });
  {
    await using _server = await client.serve(echo);
    assert.equal((await client.send()).status, 200);
  }
  await assert.rejects(client.send(), { code: 'ENOENT' });
  await using _server = await client.serve(echo);
  assert.equal((await client.send()).status, 200);
});

test('a file that is no socket, and an address that is none, are rejections', async () => {
  await using client = await open();
  await assert.rejects(client.send({ url: `unix://${import.meta.filename}` }), {
    code: /ECONNREFUSED|ENOTSOCK/,
  });
  await assert.rejects(client.send({ url: 'unix://a/b' }), /no host/);
});

test('an answer of 10 MB comes over a Unix socket', async () => {
  await using client = await open();
  const text = 'x'.repeat(10_000_000);
  await using _server = await client.serve((_request, response) => response.end(text));
  assert.equal((await client.send()).body.text(), text);
});
