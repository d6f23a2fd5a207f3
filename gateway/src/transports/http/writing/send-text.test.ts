import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { sendText } from './send-text.ts';

async function serve(answer: (url: string, response: ServerResponse) => void) {
  const server = createServer((request, response) => answer(request.url ?? '', response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    ask: async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text(),
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

test('texts of all sizes and letters arrive as they are', async () => {
  const texts = [
    '',
    'short',
    'a'.repeat(16_385),
    'é'.repeat(50_000),
    '☃'.repeat(100_000),
    `${'a'.repeat(20_000)}\ud800`,
    '🎈'.repeat(30_000),
    'x'.repeat(131_072),
    'x'.repeat(131_073),
    'y'.repeat(1_000_000),
  ];
  await using server = await serve((url, response) => sendText(response, texts[Number(url.slice(1))] ?? ''));
  for (let round = 0; round < 3; round += 1)
    for (const [index, text] of texts.entries())
      assert.equal(await server.ask(`/${index}`), text.toWellFormed(), `text ${index}`);
});

const letter = (index: number) => String.fromCharCode(97 + (index % 26));
const sizeOf = 120_000;

test('what a slow client has not read yet stays what it is while others get theirs', async () => {
  await using server = await serve((url, response) =>
    sendText(response, letter(Number(url.slice(1))).repeat(sizeOf)),
  );
  const asked = 130;
  const slow = connect(server.port, '127.0.0.1');
  slow.pause();
  // One after the other on a connection that nobody reads: more than fits between the two.
  for (let index = 0; index < asked; index += 1) slow.write(`GET /${index} HTTP/1.1\r\nhost: a\r\n\r\n`);
  slow.write('GET /0 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
  for (let index = 0; index < 50; index += 1)
    assert.equal(await server.ask(`/${index}`), letter(index).repeat(sizeOf));
  const bytes = await buffer(slow);
  const bodies = bytes
    .toString('latin1')
    .split(/HTTP\/1\.1 200 OK\r\n(?:.+\r\n)+\r\n/)
    .slice(1);
  assert.equal(bodies.length, asked + 1);
  for (const [index, body] of bodies.entries())
    assert(body === letter(index % asked).repeat(sizeOf), `answer ${index}`);
});

test('clients that go before they have read take nothing from others', async () => {
  await using server = await serve((url, response) =>
    sendText(response, letter(Number(url.slice(1))).repeat(sizeOf)),
  );
  for (let round = 0; round < 20; round += 1) {
    const gone = connect(server.port, '127.0.0.1');
    gone.write('GET /1 HTTP/1.1\r\nhost: a\r\n\r\n');
    await once(gone, 'data');
    gone.destroy();
    const answers = await Promise.all([2, 3, 4].map((index) => server.ask(`/${index}`)));
    assert.deepEqual(
      answers.map((text) => text === (text[0] ?? '').repeat(sizeOf)),
      [true, true, true],
    );
    assert.equal(answers.map((text) => text[0]).join(''), 'cde');
  }
});

test('middleware that keeps what is written keeps it unchanged', async () => {
  const kept: Uint8Array[] = [];
  await using server = await serve((url, response) => {
    const end = response.end.bind(response);
    response.end = ((chunk: Uint8Array) => {
      kept.push(chunk);
      return end(chunk);
    }) as typeof response.end;
    sendText(response, letter(Number(url.slice(1))).repeat(sizeOf));
  });
  for (const index of [0, 1, 2]) await server.ask(`/${index}`);
  assert.deepEqual(
    kept.map((chunk) => Buffer.from(chunk).toString() === Buffer.from(chunk).toString()[0]?.repeat(sizeOf)),
    [true, true, true],
  );
  assert.deepEqual(
    kept.map((chunk) => chunk[0]),
    [97, 98, 99],
  );
});
