import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { openEventStream } from '../helpers/open-event-stream.ts';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker } from '../helpers/start-ticker.ts';

const query = 'subscription { ticked { n author { name } } }';
const accept = 'multipart/mixed;subscriptionSpec="1.0", application/json';
const part = (json: string) => `\r\ncontent-type: application/json\r\n\r\n${json}\r\n--graphql`;
const event = (n: number) => ({ data: { ticked: { n, author: { name: 'name of ada' } } } });

function subscribe(uri: string, text: string) {
  const client = new ApolloClient({ link: new HttpLink({ uri }), cache: new InMemoryCache() });
  const results: { data?: unknown; error?: unknown }[] = [];
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const subscription = client
    .subscribe({ query: gql(text), errorPolicy: 'all' })
    .subscribe({ next: (result) => void results.push(result), complete: () => resolve() });
  return { results, ended, leave: () => subscription.unsubscribe() };
}

test('Apollo Client subscribes over HTTP', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const client = subscribe(gateway.url, 'subscription { ticked { n } }');
  await ticker.subscribed(1);
  ticker.tick(1);
  ticker.tick(2);
  ticker.complete();
  await client.ended;
  assert.deepEqual(
    client.results.map(({ data, error }) => [(data as { ticked: { n: number } }).ticked.n, error]),
    [
      [1, undefined],
      [2, undefined],
    ],
  );
  const leaving = subscribe(gateway.url, 'subscription { ticked { n } }');
  await ticker.subscribed(1);
  leaving.leave();
  await ticker.subscribed(0);
});

test('Apollo Client is told what failed', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env: { SUBSCRIPTION_RETRIES: '0' } });
  const invalid = subscribe(gateway.url, 'subscription { later }');
  await invalid.ended;
  assert.match(String(invalid.results[0]?.error), /Cannot query field "later"/);
  const failing = subscribe(gateway.url, 'subscription { ticked { n } }');
  await ticker.subscribed(1);
  ticker.ticks.cut();
  await failing.ended;
  assert.match(String(failing.results[0]?.error), /connection to the subgraph was lost/);
});

test('parts are written as the protocol has it', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const stream = await openEventStream(gateway.url, { query, accept });
  assert.equal(stream.headers.get('content-type'), 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0');
  await ticker.subscribed(1);
  ticker.tick(1);
  ticker.complete();
  assert.equal(
    await stream.text,
    `\r\n--graphql${part('{}')}${part(JSON.stringify({ payload: event(1) }))}--\r\n`,
  );
});

test('a stream is kept alive, and says so when the gateway stops', async () => {
  await using ticker = await startTicker();
  const gateway = await startTestGateway({ sdl: ticker.sdl, env: { KEEP_ALIVE_MS: '10' } });
  const stream = await openEventStream(gateway.url, { query, accept });
  await stream.until(part('{}') + part('{}') + part('{}'));
  await gateway[Symbol.asyncDispose]();
  const text = await stream.text;
  assert(text.endsWith('"extensions":{"code":"SUBSCRIPTION_GATEWAY_STOPPING"}}]}\r\n--graphql--\r\n'), text);
});

test('a query and a broken subscription are answered as JSON', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const answer = await gateway.post({ query: '{ now }' }, { accept });
  assert.deepEqual([answer.status, answer.body], [200, { data: { now: 1 } }]);
  const broken = await gateway.post({ query: 'subscription { later }' }, { accept });
  assert.equal(broken.body.errors?.[0]?.extensions.code, 'GRAPHQL_VALIDATION_FAILED');
});
