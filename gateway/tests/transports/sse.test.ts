import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from 'graphql-sse';
import { openEventStream } from '../helpers/open-event-stream.ts';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker } from '../helpers/start-ticker.ts';

const query = 'subscription { ticked { n author { name } } }';
const event = (n: number) => ({ data: { ticked: { n, author: { name: 'name of ada' } } } });

test('the client of graphql-sse gets the events of a subscription, and the answer to a query', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const client = createClient({ url: gateway.url, retryAttempts: 0 });
  const events = Array.fromAsync(client.iterate({ query }));
  await ticker.subscribed(1);
  ticker.tick(1);
  ticker.tick(2);
  ticker.complete();
  assert.deepEqual(await events, [event(1), event(2)]);
  assert.deepEqual(await Array.fromAsync(client.iterate({ query: '{ now }' })), [{ data: { now: 1 } }]);
  assert.deepEqual(await Array.fromAsync(client.iterate({ query: 'mutation { reset }' })), [
    { data: { reset: 0 } },
  ]);
});

test('the client of graphql-sse is told that there is no single connection mode', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const client = createClient({ url: gateway.url, singleConnection: true, retryAttempts: 0 });
  await assert.rejects(Array.fromAsync(client.iterate({ query })), /Method Not Allowed/);
  const response = await fetch(gateway.url, { method: 'PUT' });
  assert.equal(response.status, 405);
  assert.match(await response.text(), /leave singleConnection out.*METHOD_NOT_ALLOWED/);
});

test('a client that leaves closes the subscription at the subgraph', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const client = createClient({ url: gateway.url, retryAttempts: 0 });
  const events = client.iterate({ query });
  const first = events.next();
  await ticker.subscribed(1);
  ticker.tick(1);
  await first;
  await events.return?.();
  await ticker.subscribed(0);
  assert.equal(gateway.subscriptions.clients, 0);
});

test('an operation that cannot run is one event with its errors', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const client = createClient({ url: gateway.url, retryAttempts: 0 });
  for (const [text, code] of [
    ['{ now', 'GRAPHQL_PARSE_FAILED'],
    ['{ now '.repeat(1_000), 'MAX_DEPTH_LIMIT'],
    ['subscription { later }', 'GRAPHQL_VALIDATION_FAILED'],
    ['subscription ($from: Int!) { ticked(from: $from) { n } }', 'BAD_USER_INPUT'],
  ] as const) {
    const [answer] = await Array.fromAsync(client.iterate({ query: text }));
    assert.equal(answer?.errors?.[0]?.extensions?.['code'], code);
  }
});

test('events are written as the protocol has it, and a failure is the last of them', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env: { SUBSCRIPTION_RETRIES: '0' } });
  const stream = await openEventStream(gateway.url, { query, accept: 'text/event-stream' });
  assert.equal(stream.status, 200);
  assert.equal(stream.headers.get('content-type'), 'text/event-stream; charset=utf-8');
  await stream.until(':\n\n');
  await ticker.subscribed(1);
  ticker.tick(1);
  await stream.until(`event: next\ndata: ${JSON.stringify(event(1))}\n\n`);
  ticker.ticks.cut();
  const failure = {
    errors: [
      {
        message: 'The connection to the subgraph was lost or refused.',
        extensions: { code: 'SUBREQUEST_WEBSOCKET_ERROR', service: 'ticks' },
      },
    ],
  };
  assert.equal(
    await stream.text,
    `:\n\nevent: next\ndata: ${JSON.stringify(event(1))}\n\nevent: next\ndata: ${JSON.stringify(failure)}\n\nevent: complete\ndata:\n\n`,
  );
});

test('a stream is kept alive, and ends without complete when the gateway stops', async () => {
  await using ticker = await startTicker();
  const gateway = await startTestGateway({ sdl: ticker.sdl, env: { KEEP_ALIVE_MS: '10' } });
  const stream = await openEventStream(gateway.url, { query, accept: 'text/event-stream' });
  await stream.until(':\n\n:\n\n:\n\n');
  await gateway[Symbol.asyncDispose]();
  assert.match(await stream.text, /^(:\n\n)+$/);
  await ticker.subscribed(0);
});

test('a client that does not read is cut off, and the others notice nothing', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env: { MAX_WAITING_EVENTS: '10' } });
  const slow = await openEventStream(gateway.url, {
    query: 'subscription { ticked { n author { id } } }',
    accept: 'text/event-stream',
    reads: false,
  });
  await ticker.subscribed(1);
  const events = gateway.connect().iterate({ query: 'subscription { ticked { n } }' });
  const first = events.next();
  await ticker.subscribed(2);
  ticker.tick(0);
  assert.equal((await first).value.data.ticked.n, 0);
  const padding = 'x'.repeat(200_000);
  for (let n = 1; n <= 200; n += 1) {
    ticker.tick(n, padding);
    assert.equal((await events.next()).value.data.ticked.n, n);
  }
  await ticker.subscribed(1);
  await assert.rejects(slow.read());
});
