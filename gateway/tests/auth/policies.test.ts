import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type IdentityProvider,
  startIdentityProvider,
} from '@headgate/identity-provider/start-identity-provider.ts';
import { startTestGateway, type TestGatewayOptions } from '../helpers/start-test-gateway.ts';
import { startTestSupergraph, type TestSupergraph } from '../helpers/start-test-supergraph.ts';

const query = '{ open cost }';
let issuer: IdentityProvider;
let supergraph: TestSupergraph;

before(async () => {
  issuer = await startIdentityProvider();
  supergraph = await startTestSupergraph({
    subgraphs: [
      {
        name: 'main',
        typeDefs:
          'type Query { open: Int cost: Int @policy(policies: [["finance"]]) other: Int @policy(policies: [["other"]]) }',
        resolvers: { Query: { open: () => 1, cost: () => 2 } },
      },
    ],
    intercept(_, response) {
      response.setHeader('cache-control', 'public, max-age=60');
      return false;
    },
  });
});
after(async () => {
  await supergraph[Symbol.asyncDispose]();
  await issuer[Symbol.asyncDispose]();
});

async function start(options: Partial<TestGatewayOptions>) {
  const gateway = await startTestGateway({ sdl: supergraph.sdl, env: issuer.env, ...options });
  const authorization = `Bearer ${await issuer.issueToken({ userId: 'ada', roles: ['finance'] })}`;
  return {
    ask: (headers: Record<string, string> = {}) => gateway.post({ query }, { authorization, ...headers }),
    [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose](),
  };
}

test('a policy that nothing evaluates is denied', async () => {
  await using gateway = await start({});
  const { body } = await gateway.ask();
  assert.deepEqual(body.data, { open: 1, cost: null });
});

test('a claim of the token may name policies', async () => {
  await using gateway = await start({ settings: { authorization: { policiesClaim: 'roles' } } });
  assert.deepEqual((await gateway.ask()).body, { data: { open: 1, cost: 2 } });
});

test('a function evaluates the policies of the operation, for each request, and its answers are not kept', async () => {
  const asked: unknown[] = [];
  await using gateway = await start({
    async evaluatePolicies(policies, { identity, headers }) {
      asked.push([policies, identity?.userId]);
      return headers['x-department'] === 'money' ? [...policies, 'more'] : [];
    },
  });
  const allowed = await gateway.ask({ 'x-department': 'money' });
  assert.deepEqual(allowed.body, { data: { open: 1, cost: 2 } });
  assert.match(allowed.headers.get('cache-control') ?? 'no-store', /no-store/);
  const denied = await gateway.ask();
  assert.deepEqual(denied.body.data, { open: 1, cost: null });
  assert.deepEqual(denied.body.errors?.[0]?.path, ['cost']);
  assert.deepEqual(asked, Array(2).fill([['finance'], 'ada']));
});

test('a function that fails grants nothing', async () => {
  await using gateway = await start({
    evaluatePolicies: () => Promise.reject(new Error('no connection')),
  });
  assert.deepEqual((await gateway.ask()).body.data, { open: 1, cost: null });
});
