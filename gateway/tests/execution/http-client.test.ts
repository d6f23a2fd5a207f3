import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { createHttpSender } from '../../src/execution/http-client/create-http-sender.ts';
import type { SubgraphFetch } from '../../src/execution/subgraph-client/send-subgraph-request.ts';
import { Cancellation } from '../../src/values/cancellation.ts';
import { createTrustedCertificate } from '../helpers/create-certificate.ts';
import { fakeSubgraphFetch } from '../helpers/fake-subgraph-fetch.ts';
import { startRawServer } from '../helpers/start-raw-server.ts';

const certificate = await createTrustedCertificate();

type Answer = (socket: Socket, request: string, index: number) => void;

async function openClient(answer: Answer, tls?: typeof certificate) {
  await using cleanup = new AsyncDisposableStack();
  const server = cleanup.use(await startRawServer(answer, tls));
  const counted = { connections: 0 };
  const onConnect = () => {
    counted.connections += 1;
  };
  const sender = cleanup.use(createHttpSender({ keepAlive: true, onConnect, http2Of: () => 'never' }));
  const running = cleanup.move();
  return {
    server,
    counted,
    send: (changes: Partial<SubgraphFetch> = {}, cancellation = new Cancellation()) =>
      sender.send(fakeSubgraphFetch({ url: server.url, ...changes }), cancellation),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Tests the client without TLS, and with it. */
function overEach(
  name: string,
  run: (open: (answer: Answer) => ReturnType<typeof openClient>) => Promise<void>,
) {
  test(name, () => run((answer) => openClient(answer)));
  test(`${name}, over TLS`, () => run((answer) => openClient(answer, certificate)));
}

/** Sends bytes in pieces, each for itself as far as the kernel lets it. */
async function sendInPieces(socket: Socket, bytes: Buffer, ends: readonly number[]): Promise<void> {
  let from = 0;
  for (const end of [...ends, bytes.length]) {
    if (end <= from) continue;
    socket.write(bytes.subarray(from, end));
    from = end;
    await turn();
  }
}

const counted = (body: string, ...lines: string[]) =>
  `HTTP/1.1 200 OK\r\n${lines.map((line) => `${line}\r\n`).join('')}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

const compressed = gzipSync('{"data":{"a":"é"}}');
const replies: Readonly<Record<string, Buffer>> = {
  'with its length': Buffer.from(counted('{"data":{"a":"é"}}')),
  'in chunks': Buffer.from(
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n8;x\r\n{"data":\r\nb\r\n{"a":"é"}}\r\n0\r\nt: 1\r\n\r\n',
  ),
  'after others that are none': Buffer.from(
    `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\n${counted('{"data":{"a":"é"}}')}`,
  ),
  compressed: Buffer.concat([
    Buffer.from(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${compressed.length}\r\n\r\n`),
    compressed,
  ]),
};

for (const [name, bytes] of Object.entries(replies)) {
  overEach(`an answer ${name} is read cut at any byte, and its connection is used again`, async (open) => {
    await using client = await open((socket, _request, index) => {
      void sendInPieces(socket, bytes, [index, index + 1]);
    });
    for (let at = 0; at < bytes.length; at += 1)
      assert.equal((await client.send()).body.text(), '{"data":{"a":"é"}}', `cut at ${at}`);
    assert.equal(client.server.connections, 1);
  });
}

overEach('an answer that ends with its connection is read, and one without a body is empty', async (open) => {
  const sent = [
    'HTTP/1.1 200 OK\r\n\r\n{"data":null}',
    'HTTP/1.0 200 OK\r\n\r\n{"data":1}',
    `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n${compressed.toString('latin1')}`,
  ];
  await using client = await open((socket, _request, index) => void socket.end(sent[index] ?? '', 'latin1'));
  assert.equal((await client.send()).body.text(), '{"data":null}');
  assert.equal((await client.send()).body.text(), '{"data":1}');
  assert.equal((await client.send()).body.text(), '{"data":{"a":"é"}}');
  await using other = await open((socket, _request, index) => {
    socket.write(
      index % 2 ? 'HTTP/1.1 304 Not Modified\r\ncontent-length: 7\r\n\r\n' : 'HTTP/1.1 204 \r\n\r\n',
    );
  });
  for (const status of [204, 304, 204])
    assert.deepEqual(await other.send().then((reply) => [reply.status, reply.body.text()]), [status, '']);
  assert.equal(other.server.connections, 1);
});

overEach('what a request says is what arrives, and no header can say more', async (open) => {
  await using client = await open((socket) => void socket.write(counted('{}')));
  await client.send({ headers: { 'X-A': 'b', authorization: 'c' }, body: '{"é":1}' });
  const { host } = new URL(client.server.url);
  assert.equal(
    Buffer.from(client.server.requests[0] ?? '', 'latin1').toString(),
    `POST /graphql HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\nX-A: b\r\nauthorization: c\r\ncontent-length: 8\r\n\r\n{"é":1}`,
  );
  for (const headers of [{ a: 'b\r\nc: d' }, { 'a\r\nb': 'c' }, { a: 'snow ☃' }, { a: '\0' }, { '': 'a' }])
    await assert.rejects(client.send({ headers: headers as never }));
  assert.equal(client.server.requests.length, 1);
  // Beyond ASCII, and what is said of the message: by a client that can do more.
  await client.send({ headers: { a: 'é', host: 'localhost' } });
  assert.match(client.server.requests[1] ?? '', /^host: localhost\r$/m);
});

overEach('an answer that is malformed is a rejection, and its connection is not used again', async (open) => {
  const sent = [
    'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nx\r\n',
    'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n',
    'hello\r\n\r\n',
    `HTTP/1.1 200 OK\r\n${'a: 1\r\n'.repeat(5_000)}`,
    counted('{}', 'content-encoding: unknown'),
  ];
  await using client = await open((socket, _request, index) => void socket.write(sent[index] ?? ''));
  for (const text of sent) await assert.rejects(client.send(), text.slice(0, 60));
  assert.equal(client.server.connections, sent.length);
});

overEach('an answer that is cut is a rejection, wherever', async (open) => {
  const bytes = replies['in chunks'] as Buffer;
  let end = 1;
  await using client = await open((socket) => void socket.end(bytes.subarray(0, end)));
  for (; end < bytes.length; end += 1)
    await assert.rejects(client.send(), /The connection ended before/, `cut at ${end}`);
});

overEach('an answer that is too large is refused before it has come', async (open) => {
  await using client = await open((socket, _request, index) => {
    socket.write(
      index
        ? 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\nabc\r\n'
        : 'HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n',
    );
  });
  for (let count = 0; count < 2; count += 1)
    await assert.rejects(client.send({ maxReplyBytes: 5 }), { code: 'SUBREQUEST_RESPONSE_TOO_LARGE' });
});

overEach(
  'a query that meets a connection which the server closes is sent again, anything else is not',
  async (open) => {
    const closed: Promise<unknown>[] = [];
    await using client = await open((socket, request, index) => {
      // Each second request finds that the server has just closed.
      if (index % 2 === 0) socket.write(counted('{}'));
      else if (request.endsWith('again')) socket.write(counted('{"again":1}'));
      else {
        closed.push(once(socket, 'close'));
        socket.destroy();
      }
    });
    await client.send();
    const again = client.send();
    assert.equal((await again).body.text(), '{}', 'on a connection of its own');
    await client.send({ isIdempotent: false, body: 'again' });
    await client.send();
    await assert.rejects(client.send({ isIdempotent: false }));
    await Promise.all(closed);
  },
);

overEach('what has begun to be answered is not sent again', async (open) => {
  await using client = await open((socket, _request, index) => {
    if (index === 0) socket.write(counted('{}'));
    else socket.end('HTTP/1.1 200 OK\r\n');
  });
  await client.send();
  await assert.rejects(client.send());
  assert.equal(client.server.requests.length, 2);
});

overEach(
  'a connection is not used again where the server says so, or says more than it was asked',
  async (open) => {
    const sent = [
      counted('{}', 'connection: close'),
      counted('{}', 'keep-alive: timeout=1'),
      `${counted('{}')}HTTP/1.1 200 OK\r\n\r\n`,
      counted('{}'),
    ];
    await using client = await open((socket, _request, index) => void socket.write(sent[index] ?? ''));
    for (const _ of sent) assert.equal((await client.send()).body.text(), '{}');
    assert.equal(client.server.connections, sent.length);
    assert.equal(client.counted.connections, sent.length);
  },
);

overEach(
  'a request that is cancelled takes its connection along, one that waits for a connection does not',
  async (open) => {
    const arrived = Promise.withResolvers<void>();
    const held: Socket[] = [];
    await using client = await open((socket, _request, index) => {
      if (index > 127) socket.write(counted('{}'));
      else held.push(socket);
      if (index === 127) arrived.resolve();
    });
    const cancellations = Array.from({ length: 129 }, () => new Cancellation());
    const answers = cancellations.map((each) => client.send({}, each));
    await arrived.promise;
    assert.equal(client.server.connections, 128);
    const [first, ...others] = answers;
    cancellations[128]?.cancel('waiting');
    await assert.rejects(others[127] as Promise<unknown>, (reason) => reason === 'waiting');
    const next = client.send();
    const gone = Promise.any(held.map((socket) => once(socket, 'close')));
    cancellations[0]?.cancel('under way');
    await assert.rejects(first as Promise<unknown>, (reason) => reason === 'under way');
    await gone;
    for (const socket of held) socket.write(counted('{}'));
    await Promise.all(others.slice(0, 127));
    assert.equal((await next).body.text(), '{}');
    const late = new Cancellation();
    late.cancel('late');
    await assert.rejects(client.send({}, late), (reason) => reason === 'late');
  },
);

const piece = fc.string({ unit: 'grapheme', maxLength: 200 });

overEach('whatever a server sends in whatever pieces, the text is that which was meant', async (open) => {
  let bytes = Buffer.alloc(0);
  let ends: readonly number[] = [];
  await using client = await open((socket) => void sendInPieces(socket, bytes, ends));
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 6 }),
      fc.constantFrom('length', 'chunks', 'gzip', 'gzip in chunks'),
      fc.array(fc.nat(2_000), { maxLength: 6 }),
      async (pieces, form, places) => {
        const text = pieces.join('');
        const body = form.startsWith('gzip') ? gzipSync(text) : Buffer.from(text);
        const coding = form.startsWith('gzip') ? 'content-encoding: gzip\r\n' : '';
        if (form.endsWith('chunks')) {
          const middle = Math.floor(body.length / 2);
          const chunks = [body.subarray(0, middle), body.subarray(middle)].filter(({ length }) => length > 0);
          bytes = Buffer.concat([
            Buffer.from(`HTTP/1.1 200 OK\r\n${coding}transfer-encoding: chunked\r\n\r\n`),
            ...chunks.flatMap((chunk) => [
              Buffer.from(`${chunk.length.toString(16)}\r\n`),
              chunk,
              Buffer.from('\r\n'),
            ]),
            Buffer.from('0\r\n\r\n'),
          ]);
        } else {
          const head = `HTTP/1.1 200 OK\r\n${coding}content-length: ${body.length}\r\n\r\n`;
          bytes = Buffer.concat([Buffer.from(head), body]);
        }
        ends = places.map((place) => place % bytes.length).sort((a, b) => a - b);
        assert.equal((await client.send()).body.text(), text.startsWith('\uFEFF') ? text.slice(1) : text);
      },
    ),
    { numRuns: 200 },
  );
  assert.equal(client.server.connections, 1);
});
