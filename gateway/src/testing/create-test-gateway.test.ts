import assert from 'node:assert/strict';
import { test } from 'node:test';
import { federationLink } from '../../tests/helpers/start-live-subgraph.ts';
import type { HeadgatePlugin } from '../ports/headgate-plugin.ts';
import { createTestGateway } from './create-test-gateway.ts';

const products = {
  typeDefs: `${federationLink}
    type Query { top: [Product!]!, me: String }
    type Product @key(fields: "id") { id: ID!, name: String! }
    type Subscription { priced: Product! }
  `,
  resolvers: {
    Query: {
      top: () => [{ id: '1', name: 'Table' }],
      me: (_: unknown, __: unknown, { authorization }: { authorization?: string }) => authorization ?? null,
    },
    Subscription: {
      priced: {
        async *subscribe() {
          yield { priced: { id: '1', name: 'Table' } };
        },
      },
    },
  },
};

const reviews = {
  typeDefs: `${federationLink} type Product @key(fields: "id") { id: ID!, stars: Int }`,
  resolvers: { Product: { __resolveReference: ({ id }: { id: string }) => ({ id, stars: 5 }) } },
};

test('a gateway on local subgraphs takes three lines', async () => {
  await using gateway = await createTestGateway({ products, reviews });
  const { data } = await gateway.query('{ top { name stars } me }', {
    headers: { authorization: 'Bearer a' },
  });
  assert.deepEqual(data, { top: [{ name: 'Table', stars: 5 }], me: 'Bearer a' });
});

test('subgraphs that do not compose are refused with what is wrong', async () => {
  const broken = { ...reviews, typeDefs: `${federationLink} type Product @key(fields: "sku") { id: ID! }` };
  await assert.rejects(createTestGateway({ products, broken }), /Cannot query field "sku" on type "Product"/);
});

/** Asks by query and by subscription, with a plugin that writes down when it is called. */
async function record(own: HeadgatePlugin = {}) {
  const seen: string[] = [];
  const recorder: HeadgatePlugin = {
    onSupergraph: ({ subgraphs }) => void seen.push(`supergraph ${[...subgraphs.keys()]}`),
    onRequest: ({ query, context }) =>
      void seen.push(`request ${query?.slice(0, 5)} ${context.headers['x-tenant']}`),
    onOperation: ({ operation, schema }) =>
      void seen.push(`operation ${operation.operation} ${schema.getQueryType()?.name}`),
    onPlan: ({ kind, describe }) => void seen.push(`plan ${kind} ${typeof describe()}`),
    onCacheLookup: ({ cache, event }) => void seen.push(`cache ${cache} ${event}`),
    onSubgraphRequest: ({ subgraph, headers, body }) =>
      void seen.push(`to ${subgraph} ${headers['x-signature']} ${Object.keys(JSON.parse(body))[0]}`),
    onSubgraphReply: ({ subgraph, status }) => void seen.push(`from ${subgraph} ${status}`),
    onSubscriptionEvent: ({ result }) => void seen.push(`event ${JSON.stringify(result.data)}`),
    onAnswer: ({ kind, result }) => void seen.push(`answer ${kind} ${JSON.stringify(result?.data)}`),
  };
  await using gateway = await createTestGateway({ products, reviews }, { plugins: [own, recorder] });
  const ask = (query: string, headers = {}) =>
    gateway.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-tenant': 'acme', ...headers },
      body: JSON.stringify({ query }),
    });
  const first = await ask('query { top { name stars } }');
  const answer = { status: first.status, headers: first.headers, body: await first.json() };
  const events = await ask('subscription { priced { stars } }', { accept: 'text/event-stream' });
  await events.text();
  return { seen, answer };
}

test('hooks are called in the order in which they are documented', async () => {
  const { seen } = await record({
    onSubgraphRequest: async ({ headers, body }) => {
      headers['x-signature'] = String(body.length > 0);
    },
  });
  assert.deepEqual(seen, [
    'supergraph products,reviews',
    'cache answers miss',
    'request query acme',
    'operation query Query',
    'plan query object',
    'to products true query',
    'from products 200',
    'to reviews true query',
    'from reviews 200',
    'answer single {"top":[{"name":"Table","stars":5}]}',
    'request subsc acme',
    'operation subscription Query',
    'plan subscription object',
    'answer subscription undefined',
    'to products true query',
    'to reviews true query',
    'from reviews 200',
    'event {"priced":{"stars":5}}',
  ]);
});

test('hooks change requests, replies and answers, and refuse operations', async () => {
  const changed = await record({
    onSubgraphReply: (event) => {
      event.body = event.body.replace('Table', 'Desk');
    },
    onAnswer: (event) => {
      event.headers['x-answered-by'] = 'a hook';
      event.result = { ...event.result, extensions: { hooked: true } };
    },
  });
  assert.deepEqual(changed.answer.body, {
    data: { top: [{ name: 'Desk', stars: 5 }] },
    extensions: { hooked: true },
  });
  assert.equal(changed.answer.headers.get('x-answered-by'), 'a hook');
  const refusal = (): never => {
    throw new Error('secret');
  };
  for (const hook of ['onRequest', 'onOperation', 'onPlan'] as const) {
    const { answer } = await record({ [hook]: refusal });
    const { data, errors } = answer.body as { data?: object; errors: { message: string }[] };
    assert.deepEqual(
      [data, errors.length, errors[0]?.message.includes('secret')],
      [undefined, 1, false],
      hook,
    );
  }
  const { answer } = await record({ onSubgraphRequest: refusal });
  assert.equal(
    (answer.body as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code,
    'SUBREQUEST_HTTP_ERROR',
  );
  await assert.rejects(
    createTestGateway({ products, reviews }, { plugins: [{ onSupergraph: refusal }] }),
    /secret/,
  );
});
