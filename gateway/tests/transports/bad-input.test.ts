import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { startTestGateway, type TestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker, type Ticker } from '../helpers/start-ticker.ts';

let ticker: Ticker;
let gateway: TestGateway;

before(async () => {
  ticker = await startTicker();
  gateway = await startTestGateway({ sdl: ticker.sdl });
});

after(async () => {
  await gateway[Symbol.asyncDispose]();
  await ticker[Symbol.asyncDispose]();
});

const graphqlResponse = { accept: 'application/graphql-response+json' };
const strict = 'application/graphql-response+json; charset=utf-8';
const json = 'application/json; charset=utf-8';

interface Case {
  readonly name: string;
  readonly body: object | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly code: string;
  /** Status for `application/json`, and for `application/graphql-response+json`. */
  readonly status: readonly [number, number];
}

const cases: readonly Case[] = [
  { name: 'malformed JSON', body: '{"query": "{ now }"', code: 'BAD_REQUEST', status: [400, 400] },
  { name: 'JSON that is no object', body: '"{ now }"', code: 'BAD_REQUEST', status: [400, 400] },
  { name: 'an empty body', body: '', code: 'BAD_REQUEST', status: [400, 400] },
  { name: 'a batch', body: [{ query: '{ now }' }], code: 'BAD_REQUEST', status: [400, 400] },
  {
    name: 'a wrong content type',
    body: '{ now }',
    headers: { 'content-type': 'application/graphql' },
    code: 'UNSUPPORTED_MEDIA_TYPE',
    status: [415, 415],
  },
  {
    name: 'another character set',
    body: { query: '{ now }' },
    headers: { 'content-type': 'application/json; charset=utf-16' },
    code: 'UNSUPPORTED_MEDIA_TYPE',
    status: [415, 415],
  },
  { name: 'a syntax error', body: { query: '{ now' }, code: 'GRAPHQL_PARSE_FAILED', status: [200, 400] },
  {
    name: 'an unknown field',
    body: { query: '{ later }' },
    code: 'GRAPHQL_VALIDATION_FAILED',
    status: [200, 400],
  },
  {
    name: 'an unknown operation name',
    body: { query: 'query A { now } query B { now }', operationName: 'C' },
    code: 'OPERATION_RESOLUTION_FAILURE',
    status: [200, 400],
  },
  {
    name: 'no operation name where there are several',
    body: { query: 'query A { now } query B { now }' },
    code: 'OPERATION_RESOLUTION_FAILURE',
    status: [200, 400],
  },
  {
    name: 'a variable of the wrong type',
    body: { query: 'query ($text: String) { echo(text: $text) }', variables: { text: { nested: 1 } } },
    code: 'BAD_USER_INPUT',
    status: [200, 400],
  },
  {
    name: 'a megabyte of aliases',
    body: { query: `{ ${Array.from({ length: 90_000 }, (_, n) => `a${n}: now`).join(' ')} }` },
    code: 'MAX_TOKENS_LIMIT',
    status: [200, 400],
  },
  {
    name: 'more aliases than are accepted',
    body: { query: `{ ${Array.from({ length: 201 }, (_, n) => `a${n}: now`).join(' ')} }` },
    code: 'MAX_ALIASES_LIMIT',
    status: [200, 400],
  },
  {
    name: '100,000 tokens',
    body: { query: `{ ${'now '.repeat(100_000)} }` },
    code: 'MAX_TOKENS_LIMIT',
    status: [200, 400],
  },
  {
    name: 'brackets nested 100,000 deep',
    body: { query: '{ now '.repeat(100_000) },
    code: 'MAX_DEPTH_LIMIT',
    status: [200, 400],
  },
  {
    name: 'fields nested deeper than is accepted, by fragments',
    body: {
      query: `{ __schema { types { ...F0 } } } ${Array.from(
        { length: 200 },
        (_, n) => `fragment F${n} on __Type { ofType { ...F${n + 1} } }`,
      ).join(' ')} fragment F200 on __Type { name }`,
    },
    code: 'MAX_DEPTH_LIMIT',
    status: [200, 400],
  },
  {
    name: 'a thousand million selections, by fragments',
    body: {
      query: `{ ...F0 } ${Array.from(
        { length: 30 },
        (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`,
      ).join(' ')} fragment F30 on Query { now }`,
    },
    code: 'MAX_SELECTIONS_LIMIT',
    status: [200, 400],
  },
  {
    name: 'variables nested 100,000 deep',
    body: `{"query":"{ now }","variables":{"text":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
    code: 'MAX_DEPTH_LIMIT',
    status: [200, 400],
  },
  {
    name: 'extensions nested 100,000 deep',
    body: `{"query":"{ now }","extensions":{"text":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
    code: 'MAX_DEPTH_LIMIT',
    status: [200, 400],
  },
  {
    name: 'a body larger than is accepted',
    body: { query: '{ now }', variables: { text: 'x'.repeat(2_000_000) } },
    code: 'PAYLOAD_TOO_LARGE',
    status: [413, 413],
  },
  {
    name: 'a subscription',
    body: { query: 'subscription { ticked { n } }' },
    code: 'SUBSCRIPTION_TRANSPORT_REQUIRED',
    status: [400, 400],
  },
];

for (const { name, body, headers, code, status } of cases) {
  test(`${name} is answered with ${code}, and the next request is served`, async () => {
    const loose = await gateway.post(body, headers);
    assert.equal(loose.body.errors?.[0]?.extensions.code, code, JSON.stringify(loose.body).slice(0, 500));
    assert.equal(loose.status, status[0]);
    assert.equal(loose.headers.get('content-type'), json);
    assert.equal(loose.body.data, undefined);
    const exact = await gateway.post(body, { ...headers, ...graphqlResponse });
    assert.equal(exact.body.errors?.[0]?.extensions.code, code);
    assert.equal(exact.status, status[1]);
    assert.equal(exact.headers.get('content-type'), strict);
    assert.doesNotMatch(JSON.stringify([loose.body, exact.body]), /node_modules|\.ts:|at async/);
    assert.deepEqual((await gateway.post({ query: '{ now }' })).body, { data: { now: 1 } });
  });
}

test('a body without end is cut off at the limit', async () => {
  const { port } = new URL(gateway.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(
    'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
  );
  const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
  for (let sent = 0; sent < 2_100_000; sent += 65_536) socket.write(chunk);
  const answer = await text(socket);
  assert.match(answer, /^HTTP\/1\.1 413 /);
  assert.match(answer, /PAYLOAD_TOO_LARGE/);
});

test('a request that does not arrive in time is given up', async () => {
  await using hurried = await startTestGateway({ sdl: ticker.sdl, env: { REQUEST_TIMEOUT_MS: '100' } });
  const { port } = new URL(hurried.url);
  for (const beginning of [
    'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 15\r\n\r\n{"query":',
    'POST /graphql HTTP/1.1\r\nhost: x\r\nx-slow: ',
  ]) {
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(beginning);
    assert.match(await text(socket), /^HTTP\/1\.1 408 /);
  }
  assert.deepEqual((await hurried.post({ query: '{ now }' })).body, { data: { now: 1 } });
});

test('requests that are sent without waiting for answers get them in order', async () => {
  const { port } = new URL(gateway.url);
  const socket = connect(Number(port), '127.0.0.1');
  const body = (field: string) => JSON.stringify({ query: `{ a: ${field} }` });
  const post = (field: string, more = '') =>
    `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${more}content-length: ${body(field).length}\r\n\r\n${body(field)}`;
  socket.write(post('now') + post('later') + post('__typename', 'connection: close\r\n'));
  const answers = await text(socket);
  const places = ['{"data":{"a":1}}', 'GRAPHQL_VALIDATION_FAILED', '{"data":{"a":"Query"}}'].map((part) =>
    answers.indexOf(part),
  );
  assert.ok(places.every((place) => place > 0));
  assert.deepEqual(
    places.toSorted((a, b) => a - b),
    places,
  );
});

test('another method is told which ones there are', async () => {
  const response = await fetch(gateway.url, { method: 'PUT', body: '{}' });
  assert.equal(response.status, 405);
  assert.equal(response.headers.get('allow'), 'GET, POST');
});

test('a path that does not exist is answered with NOT_FOUND', async () => {
  const response = await fetch(new URL('/nowhere', gateway.url));
  assert.equal(response.status, 404);
  assert.equal(((await response.json()) as { errors: { extensions: object }[] }).errors.length, 1);
});

test('a form that a page of another site posts is refused', async () => {
  const { status } = await gateway.post('query=%7Bnow%7D', { 'content-type': 'text/plain' });
  assert.equal(status, 415);
});
