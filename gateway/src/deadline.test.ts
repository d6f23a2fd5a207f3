import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestGateway } from './testing/start-test-gateway.ts';
import { startTestSupergraph } from './testing/start-test-supergraph.ts';

const header = 'x-envoy-expected-rq-timeout-ms';

function startSupergraph(isSilent: boolean) {
  return startTestSupergraph({
    subgraphs: [{ name: 'a', typeDefs: 'type Query { a: Int }', resolvers: { Query: { a: () => 1 } } }],
    intercept: () => isSilent,
  });
}

test('subgraphs are told how much time is left, by whoever gives least', async () => {
  await using supergraph = await startSupergraph(false);
  const env = { SUBGRAPH_TIMEOUT_MS: '5000', REQUEST_TIMEOUT_MS: '20000', RESPONSE_CACHE: 'false' };
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

test('a subgraph is given up at the deadline of the client', async () => {
  await using supergraph = await startSupergraph(true);
  await using gateway = await startTestGateway({ sdl: supergraph.sdl });
  const { body } = await gateway.post({ query: '{ a }' }, { [header]: '50' });
  assert.deepEqual(body.data, { a: null });
  assert.equal(body.errors?.[0]?.extensions.code, 'SUBREQUEST_CANCELLED');
});
