import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { Defer20220824Handler } from '@apollo/client/incremental';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker } from '../helpers/start-ticker.ts';

const query = '{ last { n ... @defer(label: "who") { author { name } } } }';

test('Apollo Client gets the first part before the deferred one is there', async () => {
  const name = Promise.withResolvers<void>();
  await using ticker = await startTicker({ beforeName: () => name.promise });
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const client = new ApolloClient({
    link: new HttpLink({ uri: gateway.url }),
    cache: new InMemoryCache(),
    incrementalHandler: new Defer20220824Handler(),
  });
  const { promise: seen, resolve } = Promise.withResolvers<unknown[]>();
  const results: unknown[] = [];
  client.watchQuery({ query: gql(query), fetchPolicy: 'no-cache' }).subscribe(({ data, dataState }) => {
    if (!data) return;
    results.push(JSON.parse(JSON.stringify(data)));
    if (dataState === 'streaming') name.resolve();
    else resolve(results);
  });
  const author = { __typename: 'Author', name: 'name of ada' };
  const [first, ...later] = await seen;
  assert.deepEqual(first, { last: { __typename: 'Tick', n: 1 } });
  assert.deepEqual(later.at(-1), { last: { __typename: 'Tick', n: 1, author } });
  client.stop();
});

test('a deferred part is multipart of the format of 2022-08-24, with its label and its path', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'multipart/mixed;deferSpec=20220824,application/json',
    },
    body: JSON.stringify({ query }),
  });
  assert.equal(response.headers.get('content-type'), 'multipart/mixed; boundary="-"; deferSpec=20220824');
  const parts = (await response.text())
    .split(/\r\n---(?:--)?\r\n/)
    .map((part) => part.split('\r\n\r\n')[1])
    .filter((part) => part !== undefined)
    .map((part) => JSON.parse(part));
  const incremental = [{ data: { author: { name: 'name of ada' } }, path: ['last'], label: 'who' }];
  assert.deepEqual(parts, [
    { data: { last: { n: 1 } }, hasNext: true },
    { incremental, hasNext: true },
    { hasNext: false },
  ]);
});

test('a client that does not ask for parts gets all at once', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const { body } = await gateway.post({ query });
  assert.deepEqual(body, { data: { last: { n: 1, author: { name: 'name of ada' } } } });
  const { value } = await gateway.connect().iterate({ query }).next();
  assert.deepEqual(value, body);
});

test('a client that goes away before the last part cancels what is still fetched for it', async () => {
  const name = Promise.withResolvers<void>();
  await using ticker = await startTicker({ beforeName: () => name.promise });
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const leaving = new AbortController();
  const cancelled = ticker.names.aborted();
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'multipart/mixed;deferSpec=20220824' },
    body: JSON.stringify({ query }),
    signal: leaving.signal,
  });
  await response.body?.getReader().read();
  leaving.abort();
  await cancelled;
  name.resolve();
});

test('a plugin sees a deferred part as objects, and what it makes of it is sent', async () => {
  await using ticker = await startTicker();
  const seen: unknown[] = [];
  await using gateway = await startTestGateway({
    sdl: ticker.sdl,
    plugins: [
      {
        requestDidStart: async () => ({
          async willSendSubsequentPayload(_, { incremental = [] }) {
            for (const part of incremental) {
              if (!('data' in part) || !part.data) continue;
              seen.push(structuredClone(part.data));
              part.data['author'] = 'é';
            }
          },
        }),
      },
    ],
  });
  for (const format of ['deferSpec=20220824', 'incrementalSpec=v0.2']) {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: `multipart/mixed;${format},application/json` },
      body: JSON.stringify({ query }),
    });
    assert.match(await response.text(), /"data":\{"author":"é"\}/);
  }
  assert.deepEqual(seen, [{ author: { name: 'name of ada' } }, { author: { name: 'name of ada' } }]);
});
