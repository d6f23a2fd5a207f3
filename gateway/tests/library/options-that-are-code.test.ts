import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GraphQLError } from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { SubgraphHttpRequest } from '../../src/execution/subgraph-client/send-subgraph-request.ts';
import type { GatewayConfigOptions } from '../../src/library/gateway-options.ts';
import { createTestGateway } from '../../src/testing/create-test-gateway.ts';

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@authenticated", "@requiresScopes", "@policy", "@override"])`;

const shop = {
  typeDefs: `${link}
    type Query { open: Int, mine: Int @authenticated, cost: Int @policy(policies: [["finance"]]) }
    type Mutation { count: Int }
    type Product @key(fields: "id") { id: ID!, from: String }`,
  resolvers: {
    Query: { open: () => 1, mine: () => 2, cost: () => 3 },
    Mutation: { count: () => 1 },
    Product: { __resolveReference: ({ id }: { id: string }) => ({ id, from: 'shop' }) },
  },
};

const stock = {
  typeDefs: `${link}
    type Query { product: Product }
    type Product @key(fields: "id") { id: ID!, from: String @override(from: "shop", label: "moved") }`,
  resolvers: { Query: { product: () => ({ id: '1', from: 'stock' }) } },
};

const start = (options: GatewayConfigOptions) => createTestGateway({ shop, stock }, options);

const ada = { userId: 'ada', roles: [], scopes: [], expiresAtMs: Date.now() + 3_600_000 };

test('authenticate tells who asks, over HTTP and WebSocket, and refuses', async () => {
  await using gateway = await start({
    authenticate: async ({ headers }) => {
      const key = headers['x-api-key'];
      if (key === 'wrong') throw new GraphQLError('Unknown key', { extensions: { code: 'UNKNOWN_KEY' } });
      if (key === 'broken') throw new Error('the store of keys is down');
      return key === 'of ada' ? ada : null;
    },
    connectionInitHeaders: ['x-api-key'],
  });
  const ask = (key: string) => gateway.query('{ open mine }', { headers: { 'x-api-key': key } });
  assert.deepEqual((await ask('of ada')).data, { open: 1, mine: 2 });
  const nobody = await ask('of nobody');
  assert.deepEqual([nobody.data, nobody.errors?.[0]?.path], [{ open: 1, mine: null }, ['mine']]);
  const refused = await ask('wrong');
  assert.deepEqual(refused.errors?.[0]?.extensions?.['code'], 'UNKNOWN_KEY');
  const broken = await ask('broken');
  assert.equal(broken.data, undefined);
  assert.doesNotMatch(JSON.stringify(broken), /store of keys/);

  const { url } = await gateway.listen({ port: 0 });
  const client = createClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { 'x-api-key': 'of ada' },
  });
  const { value } = await client.iterate({ query: '{ mine }' }).next();
  assert.deepEqual(value, { data: { mine: 2 } });
  await client.dispose();
});

test('sendSubgraphRequest is the way to the subgraphs', async () => {
  const sent: SubgraphHttpRequest[] = [];
  await using gateway = await start({
    forwardHeaders: ['x-tenant'],
    subgraphTimeoutMs: 1_234,
    async sendSubgraphRequest(request) {
      sent.push(request);
      if (request.headers['x-tenant'] === 'broken') throw new Error('no way');
      return {
        status: 200,
        headers: { 'cache-control': 'no-store' },
        body: '{"data":{"open":42,"count":43}}',
      };
    },
  });
  const ask = (query: string, tenant: string) => gateway.query(query, { headers: { 'x-tenant': tenant } });
  assert.deepEqual(await ask('{ open }', 'acme'), { data: { open: 42 } });
  assert.deepEqual(await ask('mutation { count }', 'acme'), { data: { count: 43 } });
  const failed = await ask('mutation { count }', 'broken');
  assert.equal(failed.errors?.[0]?.extensions?.['code'], 'SUBREQUEST_HTTP_ERROR');
  assert.deepEqual(
    sent.map(({ subgraph, isIdempotent, headers, timeoutMs }) => [
      subgraph,
      isIdempotent,
      headers['x-tenant'],
      timeoutMs <= 1_234,
    ]),
    [
      ['shop', true, 'acme', true],
      ['shop', false, 'acme', true],
      ['shop', false, 'broken', true],
    ],
  );
  assert.match(JSON.parse(sent[0]?.body ?? '{}').query, /open/);
  assert(sent[0]?.signal instanceof AbortSignal);
});

test('isOverrideActive decides which subgraph a field comes from', async () => {
  for (const [isActive, from] of [
    [true, 'stock'],
    [false, 'shop'],
  ] as const) {
    const labels = new Set<string>();
    await using gateway = await start({
      isOverrideActive(label) {
        labels.add(label);
        return isActive;
      },
    });
    assert.deepEqual((await gateway.query('{ product { from } }')).data, { product: { from } });
    assert.deepEqual([...labels], ['moved']);
  }
});

test('evaluatePolicies decides by who asks and with what', async () => {
  const asked: unknown[] = [];
  await using gateway = await start({
    authenticate: () => ada,
    evaluatePolicies(policies, { identity, headers }) {
      asked.push([policies, identity?.userId]);
      return headers['x-department'] === 'money' ? policies : [];
    },
  });
  const ask = (department: string) => gateway.query('{ cost }', { headers: { 'x-department': department } });
  assert.deepEqual((await ask('money')).data, { cost: 3 });
  assert.deepEqual((await ask('sales')).data, { cost: null });
  assert.deepEqual(asked, Array(2).fill([['finance'], 'ada']));
});
