import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTestSupergraph } from '../helpers/start-test-supergraph.ts';

const header = 'x-envoy-expected-rq-timeout-ms';

/** `intercept` answers instead of the subgraph when it returns true. */
function startSupergraph(intercept: () => boolean) {
  return startTestSupergraph({
    subgraphs: [
      {
        name: 'a',
        typeDefs: 'type Query { a: Int } type Mutation { count: Int }',
        resolvers: { Query: { a: () => 1 }, Mutation: { count: () => 1 } },
      },
    ],
    intercept,
  });
}

for (const RESPONSE_CACHE of ['true', 'false']) {
  test(`subgraphs are told how much time is left, by whoever gives least (response cache: ${RESPONSE_CACHE})`, async () => {
    await using supergraph = await startSupergraph(() => false);
    const env = { SUBGRAPH_TIMEOUT_MS: '5000', REQUEST_TIMEOUT_MS: '20000', RESPONSE_CACHE };
    await using gateway = await startTestGateway({ sdl: supergraph.sdl, env });
    const told = async (headers: Readonly<Record<string, string>>) => {
      await gateway.post({ query: '{ a }' }, headers);
      return Number(supergraph.requests.at(-1)?.headers[header]);
    };
    assert.equal(await told({}), 5000);
    assert.equal(await told({ [header]: '90000' }), 5000);
    assert.equal(await told({ [header]: 'soon' }), 5000);
    const left = await told({ [header]: '4000' });
    assert.ok(left > 0 && left <= 4000, `${left} ms are left`);
  });
}

test('whoever begins a query that others may wait for too has the time that the gateway gives to any', async () => {
  await using supergraph = await startSupergraph(() => false);
  const env = { SUBGRAPH_TIMEOUT_MS: '9000', REQUEST_TIMEOUT_MS: '7000' };
  await using gateway = await startTestGateway({ sdl: supergraph.sdl, env });
  await gateway.post({ query: '{ a }' }, { [header]: '900' });
  const left = Number(supergraph.requests.at(-1)?.headers[header]);
  assert.ok(left > 900 && left <= 7000, `${left} ms are left`);
});

test('a subgraph is given up at the deadline of the client', async () => {
  await using supergraph = await startSupergraph(() => true);
  await using gateway = await startTestGateway({ sdl: supergraph.sdl });
  const { body } = await gateway.post({ query: '{ a }' }, { [header]: '50' });
  assert.deepEqual(body.data, { a: null });
  assert.equal(body.errors?.[0]?.extensions.code, 'SUBREQUEST_CANCELLED');
});

test('of two who wait for one answer, each waits until its own deadline', async () => {
  const asked = Promise.withResolvers<void>();
  await using supergraph = await startSupergraph(() => {
    asked.resolve();
    return true;
  });
  await using gateway = await startTestGateway({ sdl: supergraph.sdl });
  const operation = { query: '{ a }' };
  const patient = new AbortController();
  const others = fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(operation),
    signal: patient.signal,
  });
  await asked.promise;
  const { status, body } = await gateway.post(operation, { [header]: '50' });
  assert.equal(status, 200);
  assert.deepEqual(body.data, { a: null });
  assert.equal(body.errors?.[0]?.extensions.code, 'SUBREQUEST_CANCELLED');
  assert.equal(supergraph.requests.length, 1);
  patient.abort();
  await assert.rejects(others, { name: 'AbortError' });
});

test('queries and mutations over a WebSocket have a deadline too', async () => {
  await using supergraph = await startSupergraph(() => true);
  await using gateway = await startTestGateway({ sdl: supergraph.sdl, env: { REQUEST_TIMEOUT_MS: '100' } });
  const client = gateway.connect();
  for (const [query, field] of [
    ['{ a }', 'a'],
    ['mutation { count }', 'count'],
  ] as const) {
    const results: unknown[] = [];
    for await (const { data, errors } of client.iterate({ query }))
      results.push([data, errors?.map(({ extensions }) => extensions?.['code'])]);
    assert.deepEqual(results, [[{ [field]: null }, ['SUBREQUEST_CANCELLED']]]);
    const left = Number(supergraph.requests.at(-1)?.headers[header]);
    assert.ok(left > 0 && left <= 100, `${left} ms are left`);
  }
});
