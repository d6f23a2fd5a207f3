import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { getIntrospectionQuery, parse } from 'graphql';
import { createEngine } from '../../src/execution/create-engine.ts';
import { createEngineCounters } from '../../src/execution/engine-counters.ts';
import { startTestEngine, type TestEngine } from '../helpers/start-test-engine.ts';
import { toEvent } from '../helpers/to-event.ts';

const log: string[] = [];
let gateway: TestEngine;

before(async () => {
  gateway = await startTestEngine({
    subgraphs: [
      {
        name: 'accounts',
        typeDefs: `
          type Query { me(upper: Boolean): User empty: Nothing }
          type Mutation { rename(name: String!): User! }
          type Subscription { renamed(prefix: String): User }
          interface Nothing { id: ID! }
          type User @key(fields: "id") { id: ID! name: String! secret: String @inaccessible }`,
        resolvers: {
          Query: { me: () => ({ id: 'u1', name: 'Ada' }), empty: () => null },
          Mutation: {
            rename: async (_: unknown, { name }: { name: string }) => {
              await new Promise(setImmediate);
              log.push(`rename ${name}`);
              return { id: 'u1', name };
            },
          },
          User: { __resolveReference: ({ id }) => ({ id, name: 'Ada' }) },
        },
      },
      {
        name: 'posts',
        typeDefs: `
          type Query { posts: [Post] }
          type Mutation { post(text: String!): Post fail: Int! }
          type Post { text: String author: User }
          interface Nothing { id: ID! extra: Int }
          type User @key(fields: "id") { id: ID! posts(limit: Int = 2): [Post!] }`,
        resolvers: {
          Mutation: {
            post: (_: unknown, { text }: { text: string }) => {
              log.push(`post ${text}`);
              return { text, author: { id: 'u1', name: 'Ada' } };
            },
            fail: () => Promise.reject(new Error('no')),
          },
          User: {
            __resolveReference: (reference) => reference,
            posts: (_: unknown, { limit }: { limit: number }) =>
              [{ text: 'a' }, { text: 'b' }].slice(0, limit),
          },
        },
      },
    ],
  });
});
after(() => gateway[Symbol.asyncDispose]());

test('mutations run one after the other, in the order of the operation', async () => {
  log.length = 0;
  await gateway.compare(
    `mutation ($t: String!) {
    a: rename(name: "A") { name posts(limit: 1) { text } }
    b: post(text: $t) { text author { name } }
    c: rename(name: "C") { name }
    d: post(text: "D") { text }
  }`,
    { t: 'B' },
  );
  assert.deepEqual(log.slice(0, 4), ['rename A', 'post B', 'rename C', 'post D']);
});

test('equal mutations under different names each run', async () => {
  log.length = 0;
  await gateway.compare(
    'mutation { a: post(text: "x") { text } ...M post(text: "x") { text } } fragment M on Mutation { b: post(text: "x") { t: text } a: post(text: "x") { __typename } }',
  );
  assert.equal(log.length, 6, 'three by the gateway, three by the monolith');
});

test('a failing mutation nulls the data', async () => {
  await gateway.compare('mutation { fail }');
});

test('introspection is answered from the API schema, beside other fields', async () => {
  gateway.supergraph.requests.length = 0;
  await gateway.compare(getIntrospectionQuery({ inputValueDeprecation: true }));
  await gateway.compare(
    'query ($n: String = "User") { __type(name: $n) { ...T } t: __typename } fragment T on __Type { name fields { name } }',
  );
  assert.equal(gateway.supergraph.requests.length, 0);
  await gateway.compare('{ me { name } ... { s: __schema { queryType { name } } } }');
  const { data } = await gateway.run('{ __type(name: "User") { fields { name } } }');
  assert.deepEqual(JSON.parse(JSON.stringify(data)), {
    __type: { fields: [{ name: 'id' }, { name: 'name' }, { name: 'posts' }] },
  });
});

test('a document with several operations runs the one that is named', async () => {
  const document = parse('query A { me { id } } query B { me { name } }');
  const { engine } = gateway;
  const result = await engine.execute(await engine.prepare(document, 'B'), { variables: {}, headers: {} });
  assert.deepEqual(result.data, { me: { name: 'Ada' } });
  await assert.rejects(engine.prepare(document, undefined), { code: 'OPERATION_RESOLUTION_FAILURE' });
  await assert.rejects(engine.prepare(document, 'C'), { code: 'OPERATION_RESOLUTION_FAILURE' });
});

test('documents that say the same share one plan', async () => {
  const { engine } = gateway;
  const [a, b, c] = await Promise.all(
    ['{ me { id } }', '{\n me { id } }', '{ me { name } }'].map((query) =>
      engine.prepare(parse(query), undefined),
    ),
  );
  assert.equal(a, b);
  assert.notEqual(a, c);
});

test('a root field that no subgraph can be asked for is an error', async () => {
  const { data, errors } = await gateway.run('{ e: empty { extra } me { id } }');
  assert.deepEqual(data, { e: null, me: { id: 'u1' } });
  assert.deepEqual(
    errors?.map(({ path }) => path),
    [['e']],
  );
});

test('an event of a subscription gets the fields of other subgraphs', async () => {
  const { engine } = gateway;
  const document = parse(
    'subscription ($p: String, $n: Int) { r: renamed(prefix: $p) { n: name posts(limit: $n) { text } } }',
  );
  const prepared = await engine.prepare(document, undefined);
  const { subscription } = prepared;
  assert.equal(prepared.kind, 'subscription');
  assert.deepEqual(
    [subscription?.subgraph, subscription?.selectVariables({ p: 1, other: 2 })],
    ['accounts', { p: 1 }],
  );
  const event = toEvent({ data: { renamed: { __typename: 'User', id: 'u1', name: 'Eve' } } });
  const result = await engine.executeEvent(prepared, event, { variables: { n: 1 }, headers: {} });
  assert.deepEqual(result, { data: { r: { n: 'Eve', posts: [{ text: 'a' }] } } });
  const failed = await engine.executeEvent(
    prepared,
    toEvent({ data: { renamed: null }, errors: [{ message: 'no', path: ['renamed', 'name'] }] }),
    { variables: {}, headers: {} },
  );
  assert.deepEqual(failed, {
    data: { r: null },
    errors: [
      {
        message: 'The subgraph reported an error.',
        path: ['r', 'n'],
        extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', service: 'accounts' },
      },
    ],
  });
});

test('an operation that is no longer waited for cancels its fetches', async () => {
  const controller = new AbortController();
  const started = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  await using slow = await startTestEngine({
    intercept(_request, response) {
      response.on('close', closed.resolve);
      started.resolve();
      return true;
    },
    subgraphs: [{ name: 'slow', typeDefs: 'type Query { a: Int }', resolvers: {} }],
  });
  const prepared = await slow.engine.prepare(parse('{ a }'), undefined);
  const result = slow.engine.execute(prepared, { variables: {}, headers: {}, signal: controller.signal });
  await started.promise;
  controller.abort();
  const { data, errors } = await result;
  await closed.promise;
  assert.deepEqual(
    [data, errors?.[0]?.extensions],
    [{ a: null }, { code: 'SUBREQUEST_CANCELLED', service: 'slow' }],
  );
});

test('subgraphs get the identity and the trace of the request, and no other header', async () => {
  gateway.supergraph.requests.length = 0;
  const { engine } = gateway;
  const prepared = await engine.prepare(parse('{ me { id } }'), undefined);
  const headers = { authorization: 'Bearer t', traceparent: '00-1', cookie: 'a=b', 'content-length': '3' };
  await engine.execute(prepared, { variables: {}, headers });
  const [request] = gateway.supergraph.requests;
  assert.equal(request?.headers.authorization, 'Bearer t');
  assert.equal(request?.headers['traceparent'], '00-1');
  assert.equal(request?.headers.cookie, undefined);
});

test('labels of progressive overrides decide which subgraph is asked', async () => {
  let isActive = false;
  await using overridden = await startTestEngine({
    engine: { isOverrideActive: (label) => label === 'percent(40)' && isActive },
    subgraphs: [
      {
        name: 'old',
        typeDefs: 'type Query { a: String b: String }',
        resolvers: { Query: { a: () => 'old', b: () => 'old' } },
      },
      {
        name: 'new',
        typeDefs: 'type Query { a: String @override(from: "old", label: "percent(40)") }',
        resolvers: { Query: { a: () => 'new' } },
      },
    ],
  });
  assert.deepEqual((await overridden.run('{ a b }')).data, { a: 'old', b: 'old' });
  isActive = true;
  assert.deepEqual((await overridden.run('{ a b }')).data, { a: 'new', b: 'old' });
});

test('an engine is made ready for the operations of another', async () => {
  const { engine, supergraph } = gateway;
  const valid = await engine.prepare(parse('query Ready { me { id } }'), undefined);
  const invalid = { ...valid, document: parse('{ gone }') };
  const counters = createEngineCounters();
  await using next = await createEngine({
    supergraphSdl: supergraph.sdl,
    warmUp: [valid, invalid],
    counters,
  });
  assert.deepEqual(
    next.mostUsed(2).map(({ document }) => document),
    [valid.document],
  );
  assert.equal(counters.plansMade, 1);
});
