import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createClient } from 'graphql-sse';
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

const query = 'subscription Live($no: Boolean!) { ticked @skip(if: $no) { n } }';
const request = { query, variables: { no: false } };
const error = {
  message: 'Subscription "Live" must not use @skip on its root field "ticked".',
  locations: [{ line: 1, column: 43 }],
  extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
};

const multipart = 'multipart/mixed;subscriptionSpec="1.0"';
for (const [accept, status] of [
  ['application/json', 200],
  ['application/graphql-response+json', 400],
  [`${multipart}, application/json`, 200],
  [`${multipart}, application/graphql-response+json`, 400],
] as const) {
  test(`a condition on the root field of a subscription is a validation error: ${accept}`, async () => {
    const answer = await gateway.post(request, { accept });
    assert.deepEqual([answer.status, answer.body], [status, { errors: [error] }]);
  });
}

test('it is one event with the error over server-sent events', async () => {
  const client = createClient({ url: gateway.url, retryAttempts: 0 });
  assert.deepEqual(await Array.fromAsync(client.iterate(request)), [{ errors: [error] }]);
});

test('it is an error of that operation over WebSocket, and the socket stays open', async () => {
  const client = gateway.connect();
  await assert.rejects(client.iterate(request).next(), (errors: unknown) => {
    assert.deepEqual(errors, [error]);
    return true;
  });
  const { value } = await client.iterate({ query: '{ now }' }).next();
  assert.deepEqual(value, { data: { now: 1 } });
});

test('a client that registers it as a persisted query hears the same', async () => {
  const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') };
  const { body } = await gateway.post({ ...request, extensions: { persistedQuery } });
  assert.deepEqual(body, { errors: [error] });
  const again = await gateway.post({ extensions: { persistedQuery } });
  assert.equal(again.body.errors?.[0]?.extensions.code, 'PERSISTED_QUERY_NOT_FOUND');
});

test('a persisted document is told of as any other, over HTTP and WebSocket', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'headgate-conditional-'));
  await using _ = { [Symbol.asyncDispose]: () => rm(directory, { recursive: true }) };
  const operation = { id: 'live', name: 'Live', type: 'subscription', body: query };
  const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations: [operation] };
  await writeFile(join(directory, 'web.json'), JSON.stringify(manifest));
  const env = { PERSISTED_DOCUMENTS: 'ids-only', PERSISTED_DOCUMENTS_FROM: join(directory, 'web.json') };
  await using persisting = await startTestGateway({ sdl: ticker.sdl, env });
  const { variables } = request;
  assert.deepEqual((await persisting.post({ documentId: 'live', variables })).body, { errors: [error] });
  const extensions = { persistedQuery: { version: 1, sha256Hash: 'live' } };
  const events = persisting.connect().iterate({ query: '', variables, extensions });
  await assert.rejects(events.next(), (errors: unknown) => {
    assert.deepEqual(errors, [error]);
    return true;
  });
});

test('a condition below the root is as good as ever', async () => {
  const below = 'subscription ($no: Boolean!) { ticked { n author @skip(if: $no) { name } } }';
  const events = gateway.connect().iterate({ query: below, variables: { no: true } });
  const first = events.next();
  await ticker.subscribed(1);
  ticker.tick(1);
  assert.deepEqual((await first).value, { data: { ticked: { n: 1 } } });
  await events.return?.();
});
