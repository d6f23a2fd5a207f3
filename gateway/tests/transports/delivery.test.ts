import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQL17Alpha9Handler } from '@apollo/client/incremental';
import { BatchHttpLink } from '@apollo/client/link/batch-http';
import { openEventStream } from '../helpers/open-event-stream.ts';
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

/** As they are sent, word by word. */
const accepts = {
  kotlin: 'multipart/mixed;deferSpec=20220824, application/graphql-response+json, application/json',
  ios: 'multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json',
  urql: 'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
  apolloClient: 'application/graphql-response+json,application/json;q=0.9',
};

const json = /^application\/(graphql-response\+)?json; charset=utf-8$/;
const query = '{ now subscription: now }';
const subscription = 'subscription { ticked { n } }';

test('what has no @defer is one JSON answer for every client, whatever else it takes', async (t) => {
  for (const [client, accept] of Object.entries(accepts)) {
    await t.test(client, async () => {
      for (const body of [{ query }, { query: 'mutation { reset }' }, { query: '{ later }' }]) {
        const { headers } = await gateway.post(body, { accept });
        assert.match(headers.get('content-type') ?? '', json);
      }
    });
  }
});

test('a stream comes to who subscribes, or takes no JSON; its form is the best by q, then the first', async (t) => {
  const multipart = 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0';
  const sse = 'text/event-stream; charset=utf-8';
  const spec = 'multipart/mixed;subscriptionSpec="1.0"';
  for (const [asked, accept, type] of [
    [subscription, accepts.urql, sse],
    [subscription, `text/event-stream;q=0.5, ${spec}`, multipart],
    [subscription, `${spec}, text/event-stream`, multipart],
    [subscription, `${spec};q=0.1, text/event-stream;q=0.2`, sse],
    [subscription, `text/event-stream;q=0, ${spec}`, multipart],
    [query, 'text/event-stream', sse],
    [query, 'text/event-stream, application/json;q=0', sse],
    [query, 'text/event-stream, application/json;q=0.1', 'application/json; charset=utf-8'],
    [query, 'text/event-stream, */*', 'application/json; charset=utf-8'],
    [query, `${spec}, application/json`, 'application/json; charset=utf-8'],
  ] as const) {
    await t.test(`${accept} for ${asked.slice(0, 12)}`, async () => {
      const stream = await openEventStream(gateway.url, { query: asked, accept });
      assert.equal(stream.headers.get('content-type'), type);
      if (asked === subscription) {
        await ticker.subscribed(1);
        ticker.complete();
      }
      await stream.text;
      await ticker.subscribed(0);
    });
  }
});

test('who refuses streams with q=0 is told that a subscription needs one', async () => {
  const accept = 'text/event-stream;q=0, application/json';
  const { body } = await gateway.post({ query: subscription }, { accept });
  assert.equal(body.errors?.[0]?.extensions.code, 'SUBSCRIPTION_TRANSPORT_REQUIRED');
});

test('an operation that comes by its hash is answered in its own form', async () => {
  const accept = `${accepts.kotlin}, text/event-stream`;
  for (const [text, type] of [
    ['{ now }', json],
    ['{ last { n ... @defer { author { name } } } }', /^multipart\/mixed; boundary="-"; deferSpec=20220824$/],
  ] as const) {
    const sha256Hash = createHash('sha256').update(text).digest('hex');
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    const send = async (body: object) => {
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept },
        body: JSON.stringify(body),
      });
      return { type: response.headers.get('content-type') ?? '', text: await response.text() };
    };
    assert.match((await send({ extensions })).text, /PERSISTED_QUERY_NOT_FOUND/);
    assert.match((await send({ query: text, extensions })).type, type);
    assert.match((await send({ extensions })).type, type);
  }
});

test('Apollo Client reads deferred parts in the form of incremental v0.2', async () => {
  const name = Promise.withResolvers<void>();
  await using slow = await startTicker({ beforeName: () => name.promise });
  await using slowGateway = await startTestGateway({ sdl: slow.sdl });
  const client = new ApolloClient({
    link: new HttpLink({ uri: slowGateway.url }),
    cache: new InMemoryCache(),
    // Its types do not fit those of the client that it comes with.
    incrementalHandler: new GraphQL17Alpha9Handler() as never,
  });
  const { promise: seen, resolve } = Promise.withResolvers<unknown[]>();
  const results: unknown[] = [];
  client
    .watchQuery({ query: gql`{ last { n ... @defer { author { name } } } }`, fetchPolicy: 'no-cache' })
    .subscribe(({ data, dataState }) => {
      if (!data) return;
      results.push(JSON.parse(JSON.stringify(data)));
      if (dataState === 'streaming') name.resolve();
      else resolve(results);
    });
  const [first, ...later] = await seen;
  const author = { __typename: 'Author', name: 'name of ada' };
  assert.deepEqual(first, { last: { __typename: 'Tick', n: 1 } });
  assert.deepEqual(later.at(-1), { last: { __typename: 'Tick', n: 1, author } });
  client.stop();
});

async function readParts(url: string, headers: Record<string, string>, asked: string) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: asked }),
  });
  const text = await response.text();
  const parts = text
    .split(/\r\n---(?:--)?\r\n/)
    .map((part) => part.split('\r\n\r\n')[1])
    .filter((part) => part !== undefined)
    .map((part) => JSON.parse(part));
  return { headers: response.headers, parts };
}

const deferred = '{ last { n ... @defer(label: "who") { author { name } } } }';

test('parts of incremental v0.2 are announced, delivered and completed by id; a failed one has no data', async () => {
  const accept = 'multipart/mixed;incrementalSpec=v0.2, application/json';
  const { headers, parts } = await readParts(gateway.url, { accept }, deferred);
  assert.equal(headers.get('content-type'), 'multipart/mixed; boundary="-"; incrementalSpec=v0.2');
  assert.deepEqual(parts, [
    { data: { last: { n: 1 } }, pending: [{ id: '0', path: ['last'], label: 'who' }], hasNext: true },
    {
      incremental: [{ id: '0', data: { author: { name: 'name of ada' } } }],
      completed: [{ id: '0' }],
      hasNext: true,
    },
    { hasNext: false },
  ]);
  const both = 'multipart/mixed;deferSpec=20220824;q=0.5, multipart/mixed;incrementalSpec=v0.2';
  assert.match(
    (await readParts(gateway.url, { accept: both }, deferred)).headers.get('content-type') ?? '',
    /v0\.2/,
  );
});

test('parts within parts are announced with the one that they come in', async () => {
  const accept = 'multipart/mixed;incrementalSpec=v0.2';
  const { parts } = await readParts(
    gateway.url,
    { accept },
    '{ last { n ... @defer(label: "a") { m: n ... @defer(label: "b") { author { name } } } } }',
  );
  const all = parts as Record<'pending' | 'incremental' | 'completed', { id: string; label?: string }[]>[];
  const announced = new Set<string>();
  const labels: string[] = [];
  for (const { pending = [], incremental = [], completed = [] } of all) {
    for (const { id, label = '' } of pending) {
      announced.add(id);
      labels.push(label);
    }
    for (const { id } of [...incremental, ...completed]) assert.ok(announced.has(id));
  }
  assert.deepEqual(labels, ['a', 'b']);
  assert.deepEqual(
    all.flatMap(({ completed = [] }) => completed.map(({ id }) => id)).toSorted(),
    [...announced].toSorted(),
  );
});

test('parts leave as they are there, compressed or not', async (t) => {
  for (const coding of ['gzip', 'br', 'identity']) {
    await t.test(coding, async () => {
      const name = Promise.withResolvers<void>();
      await using slow = await startTicker({ beforeName: () => name.promise });
      await using slowGateway = await startTestGateway({ sdl: slow.sdl });
      const response = await fetch(slowGateway.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'accept-encoding': coding,
          accept: 'multipart/mixed;deferSpec=20220824',
        },
        body: JSON.stringify({ query: deferred }),
      });
      assert.equal(response.headers.get('content-encoding'), coding === 'identity' ? null : coding);
      const reader = (response.body as ReadableStream<Uint8Array>).getReader();
      let seen = '';
      while (!seen.includes('"hasNext":true')) {
        seen += Buffer.from((await reader.read()).value ?? []).toString();
      }
      assert.match(seen, /"last":\{"n":1\}/);
      name.resolve();
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
        seen += Buffer.from(chunk.value).toString();
      }
      assert.match(seen, /name of ada[\s\S]*"hasNext":false/);
    });
  }
});

test('an answer that is made for one request is compressed as its client likes, when it is worth it', async (t) => {
  const long = {
    query: 'query ($text: String) { echo(text: $text) }',
    variables: { text: 'x'.repeat(5_000) },
  };
  const ask = (body: object, coding: string, at = gateway) =>
    fetch(at.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-encoding': coding },
      body: JSON.stringify(body),
    });
  for (const [accepted, coding] of [
    ['gzip, deflate, br, zstd', 'zstd'],
    ['gzip, deflate, br', 'gzip'],
    ['br', 'br'],
    ['gzip;q=0.5, br', 'br'],
    ['gzip;q=0, *', 'zstd'],
    ['*;q=0', null],
    ['identity, gzip;q=0.5', null],
    ['deflate', null],
    ['identity', null],
  ] as const) {
    await t.test(accepted, async () => {
      const response = await ask(long, accepted);
      assert.equal(response.headers.get('content-encoding'), coding);
      assert.match(response.headers.get('vary') ?? '', /accept-encoding/);
      if (coding === 'zstd') {
        assert.ok(Number(response.headers.get('content-length')) < 1_000);
        await response.body?.cancel();
        return;
      }
      assert.deepEqual(await response.json(), { data: { echo: 'x'.repeat(5_000) } });
    });
  }
  const short = await ask({ query: '{ now }' }, 'gzip');
  assert.equal(short.headers.get('content-encoding'), null);
  await using plain = await startTestGateway({ sdl: ticker.sdl, env: { COMPRESSION: 'false' } });
  assert.equal((await ask(long, 'gzip', plain)).headers.get('content-encoding'), null);
});

test('Apollo’s BatchHttpLink gets a list of answers where batches are taken', async () => {
  await using batching = await startTestGateway({ sdl: ticker.sdl, env: { MAX_BATCH: '3' } });
  let requests = 0;
  const client = new ApolloClient({
    link: new BatchHttpLink({
      uri: batching.url,
      batchMax: 3,
      batchInterval: 5,
      fetch: (...args) => {
        requests += 1;
        return fetch(...args);
      },
    }),
    cache: new InMemoryCache(),
  });
  const answers = await Promise.all([
    client.query({ query: gql`{ now }` }),
    client.query({ query: gql`{ last { n author { name } } }` }),
    client.query({ query: gql`{ later }`, errorPolicy: 'all' }),
  ]);
  assert.equal(requests, 1);
  assert.deepEqual(answers[0]?.data, { now: 1 });
  assert.match(String(answers[2]?.error), /Cannot query field "later"/);
  client.stop();
});

test('each operation of a batch is read and decided by itself, and a batch has a limit', async () => {
  await using batching = await startTestGateway({
    sdl: ticker.sdl,
    env: {
      MAX_BATCH: '5',
      PERSISTED_DOCUMENTS: 'ids-only',
      PERSISTED_DOCUMENTS_FROM: `${import.meta.dirname}/strict-requests.manifest.json`,
    },
  });
  const { status, headers, body } = await batching.post([
    { documentId: 'now' },
    { query: '{ now }' },
    { query: 1 },
    [{ documentId: 'now' }],
    {
      documentId: 'now',
      extensions: JSON.parse('[['.repeat(500).replaceAll('[', '{"a":').concat('1', '}'.repeat(1_000))),
    },
  ]);
  assert.deepEqual([status, headers.get('cache-control')], [200, 'no-store']);
  const answers = body as unknown as { data?: object; errors?: { extensions: { code: string } }[] }[];
  assert.deepEqual(
    answers.map(({ data, errors }) => data ?? errors?.[0]?.extensions.code),
    [{ now: 1 }, 'PERSISTED_QUERY_ID_REQUIRED', 'BAD_REQUEST', 'BAD_REQUEST', 'MAX_DEPTH_LIMIT'],
  );
  for (const batch of [[], Array(6).fill({ documentId: 'now' })]) {
    const refused = await batching.post(batch);
    assert.deepEqual([refused.status, refused.body.errors?.[0]?.extensions.code], [400, 'BAD_REQUEST']);
  }
});
