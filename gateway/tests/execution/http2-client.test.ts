import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { constants, type ServerHttp2Stream, sensitiveHeaders } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { createHttpSender } from '../../src/execution/http-client/create-http-sender.ts';
import { createHttp2Sender } from '../../src/execution/http-client/http2/create-http2-sender.ts';
import { createPlaces } from '../../src/execution/http-client/read-place.ts';
import type { Http2Mode } from '../../src/execution/subgraph-client/http2-mode.ts';
import type { SubgraphFetch } from '../../src/execution/subgraph-client/send-subgraph-request.ts';
import { Cancellation } from '../../src/values/cancellation.ts';
import { createCertificate, createTrustedCertificate } from '../helpers/create-certificate.ts';
import { fakeSubgraphFetch } from '../helpers/fake-subgraph-fetch.ts';
import {
  type Http2Request,
  type Http2ServerOptions,
  startHttp2Server,
} from '../helpers/start-http2-server.ts';

const certificate = await createTrustedCertificate();

function openSender(http2: Http2Mode = 'only', keepAlive = true) {
  const counted = { connections: 0 };
  const onConnect = () => {
    counted.connections += 1;
  };
  const sender = createHttpSender({ keepAlive, onConnect, http2Of: () => http2 });
  return {
    counted,
    send: (changes: Partial<SubgraphFetch>, cancellation = new Cancellation()) =>
      sender.send(fakeSubgraphFetch(changes), cancellation),
    [Symbol.asyncDispose]: () => sender[Symbol.asyncDispose](),
  };
}

async function open(answer: (request: Http2Request) => void, options: Http2ServerOptions = {}) {
  await using cleanup = new AsyncDisposableStack();
  const server = cleanup.use(await startHttp2Server(answer, options));
  const { counted, send } = cleanup.use(openSender(options.tls ? 'auto' : 'only'));
  const running = cleanup.move();
  return {
    server,
    counted,
    send: (changes: Partial<SubgraphFetch> = {}, cancellation = new Cancellation()) =>
      send({ url: server.url, ...changes }, cancellation),
    /** Waits until so many requests have come. */
    async came(count: number) {
      while (server.requests.length < count) await turn();
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

const reply = (stream: ServerHttp2Stream, body: string | Buffer = '{}', headers = {}) => {
  stream.respond({ ':status': 200, ...headers });
  stream.end(body);
};

const echo = ({ stream, body }: Http2Request) => reply(stream, body);

const unread = { code: 'SUBREQUEST_RESPONSE_TOO_LARGE' };

for (const [name, isSecure] of [
  ['with TLS, where the server offers it', true],
  ['without TLS, where a setting says so', false],
] as const) {
  test(`HTTP/2 is spoken ${name}, over one connection however many requests`, async () => {
    await using client = await open(echo, isSecure ? { tls: certificate } : {});
    const bodies = Array.from({ length: 50 }, (_, index) => `{"n":${index}}`);
    const replies = await Promise.all(bodies.map((body) => client.send({ body })));
    assert.deepEqual(
      replies.map((each) => each.body.text()),
      bodies,
    );
    for (const body of bodies.slice(0, 3)) await client.send({ body });
    assert.deepEqual([client.server.connections, client.counted.connections], [1, 1]);
    assert.equal(client.server.requests[0]?.headers[':scheme'], isSecure ? 'https' : 'http');
  });
}

test('HTTP/2 is spoken over a Unix socket', async () => {
  await using cleanup = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'headgate-'));
  cleanup.defer(() => rm(directory, { recursive: true }));
  const client = cleanup.use(await open(echo, { socketPath: join(directory, 'a.sock') }));
  assert.equal((await client.send()).body.text(), '{"query":"{a}"}');
  const { ':path': path, ':authority': authority } = client.server.requests[0]?.headers ?? {};
  assert.deepEqual([path, authority], ['/graphql', 'localhost']);
});

test('a server over TLS that offers HTTP/1.1 alone is asked over that, without asking for more each time', async () => {
  await using cleanup = new AsyncDisposableStack();
  const server = createHttpsServer(certificate, (request, response) => response.end(request.httpVersion));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  cleanup.defer(async () => {
    server.close();
    server.closeAllConnections();
  });
  const url = `https://localhost:${(server.address() as AddressInfo).port}/`;
  const client = cleanup.use(openSender('auto'));
  for (let count = 0; count < 4; count += 1) assert.equal((await client.send({ url })).body.text(), '1.1');
  assert.equal(connections, 2, 'one finds out what is spoken');
  const strict = cleanup.use(openSender('only'));
  await assert.rejects(strict.send({ url }));
});

test('a server that speaks both is asked over HTTP/1.1 where a setting says so', async () => {
  await using client = await open(echo, { tls: certificate });
  await using plain = openSender('never');
  await assert.rejects(plain.send({ url: client.server.url }));
  assert.equal((await client.send()).status, 200);
});

test('a certificate that nobody vouches for is refused', async () => {
  await using stranger = await createCertificate();
  await using client = await open(echo, { tls: stranger });
  await assert.rejects(client.send(), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  assert.equal(client.server.requests.length, 0);
});

test('headers are in lower case, those of HTTP/1.1 are left out, and no header can say more', async () => {
  await using client = await open(({ stream }) =>
    reply(stream, '{}', { 'set-cookie': ['a=1', 'b=2'], 'x-by': 'é' }),
  );
  const { headers } = await client.send({
    headers: {
      'X-A': 'b',
      'X-Latin': 'é',
      Connection: 'close',
      'transfer-encoding': 'chunked',
      te: 'gzip',
      host: 'elsewhere',
    },
  });
  const {
    'x-a': a,
    'x-latin': latin,
    ':authority': authority,
    te,
  } = client.server.requests[0]?.headers ?? {};
  assert.deepEqual([a, latin, authority, te], ['b', 'é', 'elsewhere', undefined]);
  assert.deepEqual(
    [headers?.['set-cookie'], headers?.['x-by'], headers?.[':status']],
    [['a=1', 'b=2'], 'é', undefined],
  );
  for (const wrong of [
    { a: 'b\r\nc: d' },
    { 'a b': 'c' },
    { a: 'snow ☃' },
    { a: '\0' },
    { '': 'a' },
    { ':path': '/' },
  ])
    await assert.rejects(client.send({ headers: wrong as never }), TypeError);
  assert.equal(client.server.requests.length, 1);
});

test('no more requests go at a time than the server takes, and the others over further connections', async () => {
  const held: ServerHttp2Stream[] = [];
  await using client = await open(({ stream }) => void held.push(stream), {
    settings: { maxConcurrentStreams: 2 },
  });
  const answers = Array.from({ length: 7 }, () => client.send());
  await client.came(7);
  assert.equal(client.server.connections, 4);
  for (const stream of held) reply(stream);
  await Promise.all(answers);
  assert.equal(client.server.requests.length, 7, 'none was refused');
});

test('many requests are answered though connections are few', async () => {
  await using client = await open(echo, { settings: { maxConcurrentStreams: 1 } });
  const answers = await Promise.all(Array.from({ length: 400 }, () => client.send()));
  assert.equal(answers.length, 400);
  assert(client.server.connections <= 128);
});

test('an answer of 10 MB comes whole, and so do many at a time', async () => {
  const text = Buffer.alloc(10_000_000, 'x');
  await using client = await open(({ stream }) => reply(stream, text, { 'content-length': text.length }));
  for (const { body } of await Promise.all([client.send(), client.send(), client.send()]))
    assert.equal(body.text(), text.toString());
  assert.equal(client.server.connections, 1);
});

test('a large request arrives whole', async () => {
  await using client = await open(echo);
  const body = JSON.stringify('é'.repeat(2_000_000));
  const replies = await Promise.all([client.send({ body }), client.send({ body })]);
  for (const each of replies) assert.equal(each.body.text(), body);
});

test('many large requests with large answers go at a time', async () => {
  const text = Buffer.alloc(2_000_000, 'x');
  await using client = await open(({ stream }) => reply(stream, text));
  const body = 'x'.repeat(2_000_000);
  const replies = await Promise.all(
    Array.from({ length: 12 }, () => client.send({ body, isIdempotent: false })),
  );
  for (const each of replies) assert.equal(each.body.length, text.length);
  assert.equal(client.server.connections, 1);
});

test('connections that are not to be kept serve what is under way, and no more', async () => {
  await using server = await startHttp2Server(echo);
  await using client = openSender('only', false);
  const send = () => client.send({ url: server.url });
  for (let count = 1; count <= 3; count += 1) {
    assert.deepEqual((await Promise.all([send(), send()])).length, 2);
    while (server.sessions.size > 0) await turn();
    assert(server.connections >= count);
  }
});

test('where something listens to undici, it is told of requests over HTTP/2 too', async () => {
  const told: unknown[] = [];
  const note = (message: unknown) => void told.push(message);
  subscribe('undici:request:create', note);
  try {
    await using client = await open(echo);
    assert.equal((await client.send()).status, 200);
    assert.equal(told.length, 1);
  } finally {
    unsubscribe('undici:request:create', note);
  }
});

test('what tells who asks is kept out of the tables of compression', async () => {
  await using client = await open(echo);
  await client.send({ headers: { Authorization: 'Bearer x', cookie: 'a=1', other: 'b' } });
  assert.deepEqual(client.server.requests[0]?.headers[sensitiveHeaders as never], [
    'authorization',
    'cookie',
  ]);
});

test('a compressed answer is read, and one that cannot be is refused', async () => {
  const text = JSON.stringify('é'.repeat(500_000));
  const sent = [
    [gzipSync(text), 'gzip'],
    [Buffer.from('none'), 'gzip'],
    [Buffer.from('none'), 'unknown'],
    [gzipSync(text), 'gzip'],
  ] as const;
  await using client = await open(({ stream, index }) => {
    const [body, coding] = sent[index] ?? sent[0];
    reply(stream, body, { 'content-encoding': coding });
  });
  assert.equal((await client.send()).body.text(), text);
  for (let count = 0; count < 2; count += 1)
    await assert.rejects(client.send(), { code: 'SUBREQUEST_MALFORMED_RESPONSE' });
  await assert.rejects(client.send({ maxReplyBytes: 500_000 }), unread);
  assert.equal((await client.send()).status, 200);
  assert.equal(client.server.connections, 1);
});

test('an answer that is too large is refused before it has come, and others go on', async () => {
  const closed: Promise<unknown>[] = [];
  await using client = await open(({ stream, body }) => {
    if (body === 'small') return reply(stream);
    closed.push(once(stream, 'close'));
    stream.respond({ ':status': 200, ...(body === 'told' && { 'content-length': 6 }) });
    stream.write('abc');
    stream.write('abc');
  });
  for (const body of ['told', 'untold'])
    await assert.rejects(client.send({ maxReplyBytes: 5, body }), unread);
  await Promise.all(closed);
  assert.equal((await client.send({ body: 'small' })).status, 200);
  assert.equal(client.server.connections, 1);
});

test('a request that is cancelled closes its stream alone', async () => {
  const held: ServerHttp2Stream[] = [];
  await using client = await open(({ stream }) => void held.push(stream));
  const cancellations = Array.from({ length: 3 }, () => new Cancellation());
  const [first, ...others] = cancellations.map((each) => client.send({}, each));
  await client.came(3);
  const closed = once(held[0] as ServerHttp2Stream, 'close');
  cancellations[0]?.cancel('gone');
  await assert.rejects(first as Promise<unknown>, (reason) => reason === 'gone');
  await closed;
  assert.equal(held[0]?.rstCode, constants.NGHTTP2_CANCEL);
  for (const stream of held.slice(1)) reply(stream);
  await Promise.all(others);
  assert.equal(client.server.connections, 1);
  const late = new Cancellation();
  late.cancel('late');
  await assert.rejects(client.send({}, late), (reason) => reason === 'late');
  assert.equal(client.server.requests.length, 3);
});

test('a request that waits for a connection and is cancelled is not sent', async () => {
  const held: ServerHttp2Stream[] = [];
  await using client = await open(({ stream }) => void held.push(stream), {
    settings: { maxConcurrentStreams: 0 },
  });
  const cancellation = new Cancellation();
  const [waiting, cancelled] = [client.send(), client.send({}, cancellation)];
  while (client.server.sessions.size === 0) await turn();
  cancellation.cancel('gone');
  await assert.rejects(cancelled, (reason) => reason === 'gone');
  const [session] = client.server.sessions;
  session?.settings({ maxConcurrentStreams: 5 });
  await client.came(1);
  for (const stream of held) reply(stream);
  assert.equal((await waiting).status, 200);
  assert.deepEqual([client.server.connections, client.server.requests.length], [1, 1]);
});

test('what the server has refused to look at is sent again, mutations too, but not for ever', async () => {
  let refusals = 0;
  await using client = await open(({ stream }) => {
    if (refusals-- > 0) stream.close(constants.NGHTTP2_REFUSED_STREAM);
    else reply(stream);
  });
  await client.send();
  refusals = 2;
  assert.equal((await client.send({ isIdempotent: false })).status, 200);
  refusals = 1_000;
  await assert.rejects(client.send());
  assert.equal(refusals, 1_000 - 4);
});

test('a stream that is reset is a rejection, and the connection goes on', async () => {
  await using client = await open(({ stream, index }) => {
    if (index === 1) stream.close(constants.NGHTTP2_INTERNAL_ERROR);
    else reply(stream);
  });
  await client.send();
  await assert.rejects(client.send(), { code: 'ERR_HTTP2_STREAM_ERROR' });
  await client.send();
  assert.deepEqual([client.server.connections, client.server.requests.length], [1, 3]);
});

test('a stream that ends without an answer is a rejection', async () => {
  await using client = await open(({ stream }) => stream.close(constants.NGHTTP2_NO_ERROR));
  await assert.rejects(client.send(), /ended before the answer did/);
});

test('a server that is about to close finishes what it names, and the rest goes over another connection', async () => {
  const held: Http2Request[] = [];
  await using client = await open((request) => {
    if (held.length < 4 && request.index > 0) held.push(request);
    else echo(request);
  });
  await client.send();
  const answers = ['1', '2', '3', '4'].map((body) => client.send({ body, isIdempotent: false }));
  await client.came(5);
  const [first, second] = held;
  first?.session.goaway(constants.NGHTTP2_NO_ERROR, second?.stream.id);
  await client.came(7);
  assert.deepEqual(
    client.server.requests
      .slice(5)
      .map(({ body }) => body)
      .sort(),
    ['3', '4'],
  );
  for (const { stream, body } of [first, second] as Http2Request[]) reply(stream, body);
  const bodies = (await Promise.all(answers)).map(({ body }) => body.text());
  assert.deepEqual(bodies, ['1', '2', '3', '4']);
  assert.equal(client.server.connections, 2);
});

test('a server that gives up says what it has seen: of that, nothing is sent again', async () => {
  const held: Http2Request[] = [];
  await using client = await open((request) => {
    if (held.length < 2 && request.index > 0) held.push(request);
    else echo(request);
  });
  await client.send();
  const answers = ['1', '2'].map((body) => client.send({ body, isIdempotent: false }));
  await client.came(3);
  held[0]?.session.goaway(constants.NGHTTP2_ENHANCE_YOUR_CALM, held[0]?.stream.id);
  const [first, second] = await Promise.allSettled(answers);
  assert.equal(first?.status, 'rejected');
  assert.equal(second?.status, 'fulfilled');
  assert.equal(client.server.requests.filter(({ body }) => body === '1').length, 1);
});

test('a query that meets a connection which the server cuts is sent again, anything else is not', async () => {
  let isCutting = false;
  await using client = await open((request) => {
    if (!isCutting) return echo(request);
    isCutting = false;
    client.server.cut();
  });
  await client.send();
  isCutting = true;
  assert.equal((await client.send()).status, 200);
  isCutting = true;
  await assert.rejects(client.send({ isIdempotent: false }), /ended before the answer/);
  assert.equal(client.server.requests.length, 4);
});

test('an answer that is cut is a rejection, and is not sent again', async () => {
  await using client = await open(({ stream, index, session }) => {
    if (index === 0) return reply(stream);
    stream.respond({ ':status': 200 });
    stream.write('{"data":', () => session.destroy());
  });
  await client.send();
  await assert.rejects(client.send(), /ended before the answer/);
  assert.equal(client.server.requests.length, 2);
});

test('whatever a server does, each request ends, and what may not be repeated is looked at once', async () => {
  const deeds = fc.array(fc.constantFrom('answer', 'refuse', 'reset', 'leave', 'cut', 'begin and cut'), {
    minLength: 1,
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(deeds, fc.integer({ min: 1, max: 5 }), async (planned, maxConcurrentStreams) => {
      const seen = new Map<string, number>();
      await using client = await open(
        ({ stream, body, index, session }) => {
          const deed = planned[index % planned.length];
          if (deed === 'refuse') return stream.close(constants.NGHTTP2_REFUSED_STREAM);
          seen.set(body, (seen.get(body) ?? 0) + 1);
          if (deed === 'reset') return stream.close(constants.NGHTTP2_INTERNAL_ERROR);
          if (deed === 'cut') return client.server.cut();
          if (deed === 'begin and cut') {
            stream.respond({ ':status': 200 });
            return void stream.write('x', () => client.server.cut());
          }
          if (deed === 'leave') session.close();
          reply(stream, body);
        },
        { settings: { maxConcurrentStreams } },
      );
      const bodies = Array.from({ length: 30 }, (_, index) => String(index));
      const outcomes = await Promise.allSettled(
        bodies.map(async (body) => [body, (await client.send({ body, isIdempotent: false })).body.text()]),
      );
      for (const outcome of outcomes)
        if (outcome.status === 'fulfilled') assert.equal(outcome.value[0], outcome.value[1]);
      for (const [body, times] of seen) assert.equal(times, 1, body);
    }),
    { numRuns: 40 },
  );
});

test('a server that speaks no HTTP/2, and one that is not there, are rejections', async () => {
  await using cleanup = new AsyncDisposableStack();
  const server = createHttpServer((_request, response) => response.end());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const client = cleanup.use(openSender());
  const send = () => client.send({ url: `http://127.0.0.1:${port}/` });
  await Promise.all(
    [send(), send(), send()].map((each) => assert.rejects(each, /^Error: The server does not speak HTTP\/2/)),
  );
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
  await assert.rejects(send(), { code: 'ECONNREFUSED' });
});

/** A sender that looks after its connections often. */
function openWatchfulSender() {
  const sender = createHttp2Sender({ maxConnections: 1, onConnect: () => undefined, sweepMs: 20 });
  return {
    send(url: string) {
      const place = createPlaces().find(url);
      assert(place);
      return sender.send({ place, sendOtherwise: undefined }, fakeSubgraphFetch({ url }), new Cancellation());
    },
    [Symbol.dispose]: () => sender[Symbol.dispose](),
  };
}

test('a connection that is of no use for long is closed, one that the server cuts is not missed', async () => {
  await using server = await startHttp2Server(echo);
  using sender = openWatchfulSender();
  await sender.send(server.url);
  while (server.sessions.size > 0) await turn();
  await sender.send(server.url);
  assert.equal(server.connections, 2);
  server.cut();
  while (server.sessions.size > 0) await turn();
  assert.equal((await sender.send(server.url)).status, 200);
});

test('a connection that says nothing is given up, and a slow answer is waited for', async () => {
  await using cleanup = new AsyncDisposableStack();
  const held: ServerHttp2Stream[] = [];
  const slow = cleanup.use(await startHttp2Server(({ stream }) => void held.push(stream)));
  const silent = createTcpServer((socket) => {
    socket.on('error', () => undefined).resume();
    cleanup.defer(() => void socket.destroy());
  }).listen(0, '127.0.0.1');
  cleanup.defer(() => void silent.close());
  await once(silent, 'listening');
  const { send } = cleanup.use(openWatchfulSender());
  const answer = send(slow.url);
  while (slow.sessions.size === 0) await turn();
  const [session] = slow.sessions;
  const pings = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  let pinged = 0;
  session?.on('ping', () => pings[pinged++]?.resolve());
  await assert.rejects(
    send(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/`),
    /does not answer/,
  );
  await pings[3]?.promise;
  reply(held[0] as ServerHttp2Stream);
  assert.equal((await answer).status, 200);
});

test('a sender that is disposed of lets answers come, and keeps no connection', async () => {
  await using server = await startHttp2Server(({ stream }) => void held.push(stream));
  const held: ServerHttp2Stream[] = [];
  const sender = openSender();
  const answer = sender.send({ url: server.url });
  while (held.length === 0) await turn();
  await sender[Symbol.asyncDispose]();
  reply(held[0] as ServerHttp2Stream, '{"late":1}');
  assert.equal((await answer).body.text(), '{"late":1}');
  while (server.sessions.size > 0) await turn();
});
