import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTokenVerifier } from '@headgate/identity/create-token-verifier.ts';
import type { Identity } from '@headgate/identity/identity.ts';
import { requireIdentity } from '@headgate/identity/require-identity.ts';
import { startIdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import { createLogger } from '@headgate/service/create-logger.ts';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { startSubgraph } from './start-subgraph.ts';

interface Context {
  readonly identity: Identity | null;
}

const typeDefs = `
  type Query { me: String!, broken: String }
  type Subscription { ticks: String! }
`;

const resolvers = {
  Query: {
    me: (_: unknown, __: unknown, context: Context) => requireIdentity(context.identity).userId,
    broken: () => {
      throw new Error('password of the database');
    },
  },
  Subscription: {
    ticks: {
      async *subscribe(_: unknown, __: unknown, context: Context) {
        const { userId } = requireIdentity(context.identity);
        for (const n of [1, 2, 3]) yield { ticks: `${userId} ${n}` };
      },
    },
  },
};

async function start(checks = {}, readLoad?: () => Record<string, number>) {
  const issuer = await startIdentityProvider();
  const subgraph = await startSubgraph<Context>({
    typeDefs,
    resolvers,
    host: '127.0.0.1',
    port: 0,
    verifyToken: createTokenVerifier(issuer),
    createContext: (identity) => ({ identity }),
    checks,
    readLoad,
    logger: createLogger({ name: 'test', level: 'silent' }),
  });
  const post = async (body: string, headers = {}) => {
    const response = await fetch(subgraph.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    return {
      status: response.status,
      body: (await response.json()) as { errors: { extensions: { code: string } }[] },
    };
  };
  return {
    issuer,
    subgraph,
    post,
    async [Symbol.asyncDispose]() {
      await subgraph[Symbol.asyncDispose]();
      await issuer[Symbol.asyncDispose]();
    },
  };
}

test('a resolver knows who is calling, and errors carry their code', async () => {
  await using stack = await start();
  const token = await stack.issuer.issueToken({ userId: 'ada' });
  const query = JSON.stringify({ query: '{ me }' });
  assert.deepEqual((await stack.post(query, { authorization: `Bearer ${token}` })).body, {
    data: { me: 'ada' },
  });
  const anonymous = await stack.post(query);
  assert.equal(anonymous.body.errors[0]?.extensions.code, 'UNAUTHENTICATED');
  const wrong = await stack.post(query, { authorization: 'Bearer nonsense' });
  assert.equal(wrong.status, 401);
  assert.equal(wrong.body.errors[0]?.extensions.code, 'UNAUTHENTICATED');
});

test('an unknown error is masked, bad bodies are the client’s fault', async () => {
  await using stack = await start();
  const broken = await stack.post(JSON.stringify({ query: '{ broken }' }));
  assert.equal(broken.body.errors[0]?.extensions.code, 'INTERNAL_SERVER_ERROR');
  assert.doesNotMatch(JSON.stringify(broken.body), /password/);
  const malformed = await stack.post('{"query":');
  assert.equal(malformed.status, 400);
  assert.equal(malformed.body.errors[0]?.extensions.code, 'BAD_REQUEST');
});

test('an autoscaler is told how much there is to do, where that is known', async () => {
  await using stack = await start({}, () => ({ lagSeconds: 0.5 }));
  const load = await fetch(new URL('/health/load', stack.subgraph.url));
  assert.deepEqual(await load.json(), { lagSeconds: 0.5 });
  await using other = await start();
  assert.equal((await fetch(new URL('/health/load', other.subgraph.url))).status, 404);
});

test('readiness follows the dependencies, liveness does not', async () => {
  let healthy = true;
  const database = async () => {
    if (!healthy) throw new Error('gone');
  };
  await using stack = await start({ database });
  const get = async (path: string) => {
    const response = await fetch(new URL(path, stack.subgraph.url));
    return { status: response.status, body: await response.json() };
  };
  assert.deepEqual(await get('/health/ready'), {
    status: 200,
    body: { status: 'ready', checks: { database: 'ok' } },
  });
  healthy = false;
  assert.deepEqual(await get('/health/ready'), {
    status: 503,
    body: { status: 'unavailable', checks: { database: 'failed' } },
  });
  assert.equal((await get('/health/live')).status, 200);
});

test('one socket carries the subscriptions of several users', async () => {
  await using stack = await start();
  const client = createClient({
    url: stack.subgraph.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  const collect = async (userId: string) => {
    const authorization = `Bearer ${await stack.issuer.issueToken({ userId })}`;
    const events = client.iterate({
      query: 'subscription { ticks }',
      extensions: { headers: { authorization } },
    });
    return Array.fromAsync(events, (event) => event.data?.['ticks']);
  };
  assert.deepEqual(await Promise.all([collect('ada'), collect('bob')]), [
    ['ada 1', 'ada 2', 'ada 3'],
    ['bob 1', 'bob 2', 'bob 3'],
  ]);
  const refused = await Array.fromAsync(client.iterate({ query: 'subscription { ticks }' })).catch(
    (errors) => errors,
  );
  assert.equal(refused[0].extensions.code, 'UNAUTHENTICATED');
  await client.dispose();
});
