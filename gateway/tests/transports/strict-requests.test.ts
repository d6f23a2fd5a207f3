import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openRawSocket } from '../helpers/raw-socket.ts';
import { startTestGateway, type TestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker, type Ticker } from '../helpers/start-ticker.ts';

let ticker: Ticker;
let open: TestGateway;
let strict: TestGateway;

before(async () => {
  ticker = await startTicker();
  open = await startTestGateway({ sdl: ticker.sdl });
  strict = await startTestGateway({
    sdl: ticker.sdl,
    env: {
      PERSISTED_DOCUMENTS: 'ids-only',
      PERSISTED_DOCUMENTS_FROM: `${import.meta.dirname}/strict-requests.manifest.json`,
    },
  });
});

after(async () => {
  await open[Symbol.asyncDispose]();
  await strict[Symbol.asyncDispose]();
  await ticker[Symbol.asyncDispose]();
});

async function get(gateway: TestGateway, search: string, init: RequestInit = {}) {
  const response = await fetch(`${gateway.url}?${search}`, {
    ...init,
    headers: { 'apollo-require-preflight': 'true', ...init.headers },
  });
  const body = await response.text();
  return { status: response.status, body, json: body === '' ? {} : JSON.parse(body) };
}

const codeOf = ({ json }: { readonly json: { errors?: { extensions: { code: string } }[] } }) =>
  json.errors?.[0]?.extensions.code;

const query = encodeURIComponent('{ now }');
const deep = encodeURIComponent('{ now '.repeat(300));

test('a repeated parameter is refused, whatever its name, so that nothing passes by what decides', async (t) => {
  for (const search of [
    `query=${query}&foo=1&foo=2`,
    `query=${query}&query=${query}`,
    `query=${query}&variables={}&variables={}`,
    `documentId=a&documentId=b`,
    `query=${deep}&foo=1&foo=2`,
    `query=${query}&%71uery=${query}`,
  ]) {
    await t.test(search.slice(0, 60), async () => {
      for (const gateway of [open, strict]) {
        const answer = await get(gateway, search);
        assert.deepEqual([answer.status, codeOf(answer)], [400, 'BAD_REQUEST'], answer.body);
        assert.match(answer.body, /more than once/);
      }
    });
  }
});

test('parameters that cannot be understood are refused', async (t) => {
  for (const [search, said] of [
    [`query=${query}&variables=[1]`, /variables.*expected an object/],
    [`query=${query}&variables={`, /variables.*not JSON/],
    [`query=${query}&extensions="x"`, /extensions.*expected an object/],
    [`query=${query}&extensions={"persistedQuery":1}`, /persistedQuery/],
    [`query=${query}&foo=%ff`, /percent-encoded UTF-8/],
    [`documentId=a&id=b`, /they differ/],
  ] as const) {
    await t.test(search, async () => {
      for (const gateway of [open, strict]) {
        const answer = await get(gateway, search);
        assert.deepEqual([answer.status, codeOf(answer)], [400, 'BAD_REQUEST'], answer.body);
        assert.match(answer.json.errors[0].message, said);
      }
    });
  }
});

test('members of a body that cannot be understood are refused', async (t) => {
  const hash = 'ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38';
  for (const [body, said] of [
    ['{"query":"{ now }","query":"{ slow }"}', /"query" comes more than once/],
    ['{"query":"{ now }","qu\\u0065ry":"{ slow }"}', /"query" comes more than once/],
    ['{"x":{"a":"}"},"x":1,"query":"{ now }"}', /"x" comes more than once/],
    ['{"query":["{ now }"]}', /"query", expected a string/],
    ['{"query":{"kind":"Document"}}', /"query", expected a string/],
    ['{"query":"{ now }","operationName":1}', /"operationName", expected a string/],
    ['{"query":"{ now }","variables":"{}"}', /"variables", expected an object/],
    ['{"query":"{ now }","variables":[]}', /"variables", expected an object/],
    ['{"query":"{ now }","extensions":[]}', /"extensions", expected an object/],
    ['{"query":"{ now }","extensions":"x"}', /"extensions", expected an object/],
    [`{"extensions":{"persistedQuery":{"version":1,"sha256Hash":["${hash}"]}}}`, /sha256Hash/],
    ['{"documentId":1}', /"documentId", expected a string/],
    ['{"documentId":"a","doc_id":"b"}', /they differ/],
    ['[{"query":"{ now }"}]', /one operation a request/],
    ['[]', /one operation a request/],
    ['null', /not an object/],
    ['"{ now }"', /not an object/],
  ] as const) {
    await t.test(body.slice(0, 60), async () => {
      for (const gateway of [open, strict]) {
        const answer = await gateway.post(body);
        assert.equal(answer.status, 400);
        assert.equal(answer.body.errors?.[0]?.extensions.code, 'BAD_REQUEST');
        assert.match(answer.body.errors[0].message, said);
      }
    });
  }
});

test('names that stand twice within strings and inner objects are nobody’s concern', async () => {
  const body =
    '{"query":"query ($text: String) { echo(text: $text) }","variables":{"text":"\\"query\\":\\\\"},"x":[{"query":1}]}';
  assert.deepEqual((await open.post(body)).body, { data: { echo: '"query":\\' } });
});

test('a message over WebSocket that cannot be understood is refused', async () => {
  using socket = await openRawSocket(strict.url);
  socket.send({ type: 'connection_init' });
  await socket.receive();
  for (const payload of [
    { query: '', documentId: 1 },
    { query: '', documentId: 'a', id: 'b' },
    { query: '', extensions: { persistedQuery: { sha256Hash: ['a'] } } },
  ]) {
    socket.send({ id: '1', type: 'subscribe', payload });
    const { type, payload: errors } = await socket.receive();
    assert.equal(type, 'error');
    assert.equal((errors as { extensions: { code: string } }[])[0]?.extensions.code, 'BAD_REQUEST');
  }
});

test('the id of a persisted document has several names', async () => {
  const data = { data: { now: 1 } };
  for (const name of ['documentId', 'id', 'doc_id']) {
    assert.deepEqual((await strict.post({ [name]: 'now' })).body, data, name);
    assert.deepEqual((await get(strict, `${name}=now`)).json, data, name);
    const { value } = await strict
      .connect()
      .iterate({ query: '', [name]: 'now' } as never)
      .next();
    assert.deepEqual(value, data);
  }
  assert.deepEqual((await strict.post({ documentId: 'now', id: 'now' })).body, data);
});

test('an empty operation name is none', async () => {
  assert.deepEqual((await open.post({ query: '{ now }', operationName: '' })).body, { data: { now: 1 } });
  assert.deepEqual((await get(open, `query=${query}&operationName=`)).json, { data: { now: 1 } });
  const several = await open.post({ query: 'query A { now } query B { now }', operationName: '' });
  assert.equal(several.body.errors?.[0]?.extensions.code, 'OPERATION_RESOLUTION_FAILURE');
});

test('a body is taken as it is, in UTF-8: other encodings and character sets are refused', async (t) => {
  const body = JSON.stringify({ query: '{ now }' });
  for (const [name, headers, bytes, status] of [
    ['identity', { 'content-encoding': 'identity' }, body, 200],
    ['identity, by a shouting client', { 'content-encoding': 'Identity' }, body, 200],
    ['gzip', { 'content-encoding': 'gzip' }, gzipSync(body), 415],
    ['identity and gzip', { 'content-encoding': 'identity, gzip' }, gzipSync(body), 415],
    ['another name', { 'content-type': 'application/graphql+json' }, body, 200],
    ['the name of the answer', { 'content-type': 'application/graphql-response+json' }, body, 200],
    ['quoted charset', { 'content-type': 'application/json; charset="UTF-8"' }, body, 200],
    ['two character sets', { 'content-type': 'application/json; charset=utf-8; charset=utf-7' }, body, 415],
    ['two types', { 'content-type': 'application/json, text/plain' }, body, 415],
    ['a form', { 'content-type': 'text/plain' }, body, 415],
    ['no UTF-8', {}, Buffer.from('{"query":"{ now }","x":"\xff"}', 'latin1'), 400],
    ['a byte order mark', {}, `\ufeff${body}`, 400],
  ] as const) {
    await t.test(name, async () => {
      const response = await fetch(open.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: bytes,
      });
      assert.equal(response.status, status, await response.text());
    });
  }
});

test('an operation of a kind that the schema has not is a mistake of the client, on every transport', async () => {
  await using bare = await startTicker();
  const sdl = bare.sdl
    .replaceAll(/\n {2}(mutation|subscription): \w+/g, '')
    .replaceAll(/\ntype (Mutation|Subscription)[^}]*\}\n/g, '');
  await using gateway = await startTestGateway({ sdl });
  for (const operation of ['mutation', 'subscription']) {
    const asked = { query: `${operation} { x }` };
    for (const accept of [
      'application/json',
      'text/event-stream, application/json;q=0.1',
      'multipart/mixed;subscriptionSpec=1.0, application/json',
      'multipart/mixed;deferSpec=20220824, application/json',
    ]) {
      const answer = await gateway.post(asked, { accept });
      assert.equal(answer.body.errors?.[0]?.extensions.code, 'GRAPHQL_VALIDATION_FAILED', accept);
      assert.match(answer.body.errors[0].message, new RegExp(`no ${operation}s`));
    }
    const stream = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify(asked),
    });
    assert.match(await stream.text(), /GRAPHQL_VALIDATION_FAILED/);
    using socket = await openRawSocket(gateway.url);
    socket.send({ type: 'connection_init' });
    await socket.receive();
    socket.send({ id: '1', type: 'subscribe', payload: asked });
    const { type, payload } = await socket.receive();
    assert.equal(type, 'error');
    assert.equal(
      (payload as { extensions: { code: string } }[])[0]?.extensions.code,
      'GRAPHQL_VALIDATION_FAILED',
    );
  }
});

test('sixty variables that are wrong are all the client’s mistake', async () => {
  const names = Array.from({ length: 60 }, (_, n) => `v${n}`);
  const { body } = await open.post({
    query: `query (${names.map((name) => `$${name}: Int!`)}) { echo(list: [${names.map((name) => `$${name}`)}]) }`,
    variables: {},
  });
  assert.deepEqual([...new Set(body.errors?.map(({ extensions }) => extensions.code))], ['BAD_USER_INPUT']);
  assert.ok((body.errors?.length ?? 0) > 50);
});

test('proxies may name the host in the request target, and HEAD is GET without a body', async () => {
  const { port, host } = new URL(open.url);
  const ask = async (line: string) => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(`${line} HTTP/1.1\r\nhost: x\r\napollo-require-preflight: 1\r\nconnection: close\r\n\r\n`);
    return text(socket);
  };
  const target = `/graphql?query=${query}`;
  assert.match(await ask(`GET http://${host}${target}`), /^HTTP\/1.1 200 [\s\S]*\{"data":\{"now":1\}\}/);
  assert.match(await ask(`GET HTTP://other.example${target}`), /^HTTP\/1.1 200 /);
  assert.match(await ask(`GET http://${host}/health/live`), /^HTTP\/1.1 200 /);
  assert.match(await ask(`GET ftp://${host}${target}`), /^HTTP\/1.1 404 /);
  const head = await ask(`HEAD ${target}`);
  assert.match(head, /^HTTP\/1.1 200 /);
  assert.match(head, /content-type: application\/json/);
  assert.match(head, /\r\n\r\n$/);
  const page = await ask('HEAD /');
  assert.match(page, /^HTTP\/1.1 200 [\s\S]*text\/html[\s\S]*\r\n\r\n$/);
  assert.match(
    await ask(`HEAD /graphql?query=${encodeURIComponent('mutation { reset }')}`),
    /^HTTP\/1.1 405 /,
  );
});

test('a GET that a page of another site could send is refused, and told which headers help', async () => {
  const ask = (headers: Record<string, string>) => fetch(`${open.url}?query=${query}`, { headers });
  const refused = await ask({ accept: 'application/graphql-response+json, application/json' });
  assert.equal(refused.status, 400);
  const { errors } = (await refused.json()) as { errors: { message: string }[] };
  assert.match(errors[0]?.message ?? '', /apollo-require-preflight.*x-requested-with.*content-type/);
  for (const headers of [
    { 'x-requested-with': 'urql' },
    { 'graphql-require-preflight': '1' },
    { 'x-graphql-yoga-csrf': '1' },
    { 'content-type': 'application/graphql-response+json' },
    { 'content-type': 'application/json' },
  ]) {
    assert.equal((await ask(headers as Record<string, string>)).status, 200, JSON.stringify(headers));
  }
  for (const type of ['text/plain', 'TEXT/plain; x=application/json', 'multipart/form-data', 'json']) {
    assert.equal((await ask({ 'content-type': type })).status, 400, type);
  }
  await using own = await startTestGateway({ sdl: ticker.sdl, env: { PREFLIGHT_HEADERS: 'x-acme' } });
  const asOwn = (name: string) => fetch(`${own.url}?query=${query}`, { headers: { [name]: '1' } });
  assert.deepEqual([(await asOwn('x-acme')).status, (await asOwn('x-requested-with')).status], [200, 400]);
});

test('a token or a content type that comes twice is refused: each side would believe another one', async () => {
  const { port } = new URL(open.url);
  const body = '{"query":"{ whoAmI }"}';
  for (const twice of [
    'authorization: Bearer a\r\nAuthorization: Bearer b\r\ncontent-type: application/json',
    'content-type: application/json\r\nContent-Type: text/plain',
  ]) {
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${twice}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    assert.match(await text(socket), /^HTTP\/1\.1 400 [\s\S]*comes more than once/);
  }
});
