import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestGateway, type TestGateway } from '../helpers/start-test-gateway.ts';
import { startTestSupergraph, type TestSupergraph } from '../helpers/start-test-supergraph.ts';

const users = [{ id: '1', name: 'Ada', age: 36, rank: 1 }];
const findUser = ({ id }: { readonly id?: unknown }) => users.find((user) => user.id === id);
const query = '{ users { name age rank } }';
const exposing = { 'apollo-expose-query-plan': 'true' };

let supergraph: TestSupergraph;
let gateway: TestGateway;

before(async () => {
  const ages = (field: string) => ({
    name: `${field}s`,
    typeDefs: `type User @key(fields: "id") { id: ID! ${field}: Int }`,
    resolvers: { User: { __resolveReference: findUser } },
  });
  supergraph = await startTestSupergraph({
    subgraphs: [
      {
        name: 'users',
        typeDefs: `type Query { users: [User!]! }
          type Mutation { rename(name: String!): User }
          type User @key(fields: "id") { id: ID! name: String }`,
        resolvers: {
          Query: { users: () => users },
          Mutation: { rename: () => users[0] },
          User: { __resolveReference: findUser },
        },
      },
      ages('age'),
      ages('rank'),
    ],
  });
  gateway = await startTestGateway({ sdl: supergraph.sdl });
});

after(async () => {
  await gateway[Symbol.asyncDispose]();
  await supergraph[Symbol.asyncDispose]();
});

test('a header asks for the plan of an operation beside its answer', async () => {
  const { body } = await gateway.post({ query }, exposing);
  assert.deepEqual(body.data, { users: [{ name: 'Ada', age: 36, rank: 1 }] });
  const { object, text } = (body.extensions?.['apolloQueryPlan'] ?? {}) as { object?: object; text?: string };
  const flatten = (serviceName: string, field: string) => ({
    kind: 'Flatten',
    path: ['users', '@'],
    node: {
      kind: 'Fetch',
      serviceName,
      requires: [
        {
          kind: 'InlineFragment',
          typeCondition: 'User',
          selections: [
            { kind: 'Field', name: '__typename' },
            { kind: 'Field', name: 'id' },
          ],
        },
      ],
      variableUsages: [],
      operation: `query($representations:[_Any!]!){_entities(representations:$representations){...on User{${field}}}}`,
      operationKind: 'query',
    },
  });
  assert.deepEqual(object, {
    kind: 'QueryPlan',
    node: {
      kind: 'Sequence',
      nodes: [
        {
          kind: 'Fetch',
          serviceName: 'users',
          variableUsages: [],
          operation: '{users{__typename id name}}',
          operationKind: 'query',
        },
        { kind: 'Parallel', nodes: [flatten('ranks', 'rank'), flatten('ages', 'age')] },
      ],
    },
  });
  assert.match(text ?? '', /^QueryPlan \{\n {2}Sequence \{\n {4}Fetch\(service: "users"\) \{/);
});

test('fetches that travel together are named beside the plan', async () => {
  const { body } = await gateway.post({ query: '{ users { age } others: users { age } }' }, exposing);
  assert.deepEqual(body.extensions?.['headgateQueryPlan'], {
    waves: [
      {
        subgraph: 'ages',
        paths: [
          ['users', '@'],
          ['_0__users', '@'],
        ],
      },
    ],
  });
});

test('a dry run plans an operation and does nothing else', async () => {
  supergraph.requests.length = 0;
  const mutation = 'mutation { rename(name: "Bea") { age } }';
  const { status, body } = await gateway.post({ query: mutation }, { 'apollo-expose-query-plan': 'dry-run' });
  assert.equal(status, 200);
  assert.equal(body.data, null);
  assert.equal(body.errors, undefined);
  assert.match(JSON.stringify(body.extensions), /"apolloQueryPlan":\{"object":\{"kind":"QueryPlan","node":/);
  assert.deepEqual(supergraph.requests, []);
});

test('an operation that needs no subgraph has an empty plan', async () => {
  const { body } = await gateway.post({ query: '{ __typename }' }, exposing);
  assert.deepEqual(body.extensions?.['apolloQueryPlan'], {
    object: { kind: 'QueryPlan' },
    text: 'QueryPlan {}',
  });
});

test('no plan is shown unasked, for other values of the header, or where the setting forbids it', async () => {
  await using discreet = await startTestGateway({ sdl: supergraph.sdl, env: { SANDBOX: 'false' } });
  for (const { body } of [
    await gateway.post({ query }),
    await gateway.post({ query }, { 'apollo-expose-query-plan': 'yes' }),
    await discreet.post({ query }, exposing),
    await discreet.post({ query }, { 'apollo-expose-query-plan': 'dry-run' }),
  ]) {
    assert.deepEqual(body, { data: { users: [{ name: 'Ada', age: 36, rank: 1 }] } });
  }
});

test('a gateway without Sandbox shows plans when it is told to', async () => {
  await using open = await startTestGateway({
    sdl: supergraph.sdl,
    env: { SANDBOX: 'false', QUERY_PLANS: 'true' },
  });
  const { body } = await open.post({ query }, exposing);
  assert.notEqual(body.extensions?.['apolloQueryPlan'], undefined);
});

test('pages of hosted Sandbox may send the headers that ask for plans', async () => {
  const names =
    'apollo-expose-query-plan,apollo-query-plan-experimental,content-type,x-apollo-operation-name';
  const { status, headers } = await fetch(gateway.url, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://studio.apollographql.com',
      'access-control-request-method': 'POST',
      'access-control-request-headers': names,
    },
  });
  assert.equal(status, 204);
  assert.equal(headers.get('access-control-allow-origin'), 'https://studio.apollographql.com');
  assert.equal(headers.get('access-control-allow-headers'), names);
});
