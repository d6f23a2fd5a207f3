import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { createTestGateway, type TestGateway } from '../../src/testing/create-test-gateway.ts';

const one = {
  typeDefs: 'type Query { echo(text: String): String }',
  resolvers: { Query: { echo: (_: unknown, { text }: { readonly text: string }) => text } },
};
const question = '{ "query": "query($t: String) { echo(text: $t) }", "variables": { "t": "é" } }';
const answered = [200, { data: { echo: 'é' } }];

let gateway: TestGateway;
before(async () => {
  gateway = await createTestGateway({ one }, { limits: { maxBodyBytes: 1_000 } });
});
after(() => gateway.dispose());

/** Asks over a server that has read the body before, and left what `leave` makes of it. */
async function ask(
  leave: (bytes: Buffer) => unknown,
  { body = question, headers = {} }: { readonly body?: string; readonly headers?: object } = {},
): Promise<unknown[]> {
  const server = createServer(async (request: IncomingMessage & { body?: unknown }, response) => {
    const bytes = await buffer(request);
    request.body = leave(bytes);
    gateway.handleRequest(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const answer = [response.status, await response.json()];
  server.closeAllConnections();
  server.close();
  return answer;
}

test('a body that a parser has read is taken: its value, its text, its bytes', async () => {
  assert.deepEqual(await ask((bytes) => JSON.parse(String(bytes))), answered);
  assert.deepEqual(await ask((bytes) => String(bytes)), answered);
  assert.deepEqual(await ask((bytes) => bytes), answered);
  assert.deepEqual(await ask((bytes) => new Uint8Array(bytes)), answered);
});

test('a parser that has unpacked a body has done what its header says', async () => {
  const headers = { 'content-encoding': 'gzip' };
  assert.deepEqual(await ask((bytes) => JSON.parse(String(bytes)), { headers }), answered);
});

test('what is left is judged as what is read', async () => {
  const codeOf = async (...args: Parameters<typeof ask>) => {
    const [status, body] = await ask(...args);
    return [status, (body as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code];
  };
  assert.deepEqual(await codeOf(() => ({ query: 3 })), [400, 'BAD_REQUEST']);
  assert.deepEqual(await codeOf(() => ({})), [400, 'BAD_REQUEST']);
  assert.deepEqual(await codeOf(() => '{ "query": '), [400, 'BAD_REQUEST']);
  assert.deepEqual(await codeOf(() => Buffer.from([0x7b, 0xff, 0x7d])), [400, 'BAD_REQUEST']);
  assert.deepEqual(await codeOf(() => ' '.repeat(1_001)), [413, 'PAYLOAD_TOO_LARGE']);
  assert.deepEqual(await codeOf(() => Buffer.alloc(1_001, ' ')), [413, 'PAYLOAD_TOO_LARGE']);
  // A page of another site may send a form, and a parser makes an object of it.
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  assert.deepEqual(await codeOf(() => ({ query: '{ echo }' }), { headers }), [415, 'UNSUPPORTED_MEDIA_TYPE']);
});

test('a body of which nothing is left is an error, and no wait without end', async () => {
  assert.equal((await ask(() => undefined))[0], 500);
});
