import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { createTestGateway } from '../../src/testing/create-test-gateway.ts';
import { startLocalSubgraph } from '../../src/testing/start-local-subgraph.ts';

const typeDefs = 'type Query { who: String, fails: String, deep: Deep } type Deep { deep: Deep }';
const resolvers = {
  Query: {
    who: (_: unknown, __: unknown, context: { readonly who: string }) => context.who,
    fails: () => {
      throw new Error('the password is hunter2');
    },
  },
};
const context = (headers: Readonly<Record<string, unknown>>) => ({ who: headers['x-user'] ?? 'nobody' });
const one = { typeDefs, resolvers, context };

test('a subgraph is resolvers, an executable schema, or an address', async () => {
  const schema = buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers: resolvers as never });
  await using running = await startLocalSubgraph(one);
  for (const subgraph of [one, { typeDefs, schema, context }, { typeDefs, url: running.url }]) {
    await using gateway = await createTestGateway({ subgraph }, { forwardHeaders: ['x-user'] });
    const { data } = await gateway.query('query($on: Boolean!) { who @include(if: $on) }', {
      variables: { on: true },
      headers: { 'x-user': 'ada' },
    });
    assert.deepEqual(data, { who: 'ada' });
    assert.match(gateway.supergraphSdl, /join__Graph/);
  }
});

test('it tells what subgraphs say of their errors, unless an option says otherwise', async () => {
  await using open = await createTestGateway({ one });
  assert.equal((await open.query('{ fails }')).errors?.[0]?.message, 'the password is hunter2');
  await using masking = await createTestGateway({ one }, { exposeSubgraphErrors: false });
  assert.doesNotMatch(JSON.stringify(await masking.query('{ fails }')), /hunter2/);
});

test('it takes every option of a gateway', async () => {
  await using gateway = await createTestGateway(
    { one },
    { path: '/api', limits: { maxDepth: 2 }, introspection: false, forwardHeaders: [] },
  );
  assert.deepEqual((await gateway.query('{ who }', { headers: { 'x-user': 'ada' } })).data, {
    who: 'nobody',
  });
  assert.equal((await gateway.fetch('/graphql')).status, 404);
  assert.match(
    JSON.stringify(await gateway.query('{ deep { deep { deep { __typename } } } }')),
    /depth|nested/i,
  );
  assert.match(JSON.stringify(await gateway.query('{ __schema { queryType { name } } }')), /introspection/i);
  const { url } = await gateway.listen({ port: 0 });
  assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/api$/);
  await assert.rejects(createTestGateway({ one }, { limits: { maxDepth: 0 } }), /limits\.maxDepth/);
});
