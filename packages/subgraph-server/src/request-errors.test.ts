import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTokenVerifier } from '@headgate/identity/create-token-verifier.ts';
import {
  type IdentityProvider,
  startIdentityProvider,
} from '@headgate/identity-provider/start-identity-provider.ts';
import { createLogger } from '@headgate/service/create-logger.ts';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { DateTime } from './scalars.ts';
import { startSubgraph } from './start-subgraph.ts';

const typeDefs = `
  scalar DateTime
  type Query { at(time: DateTime!): DateTime!, near(point: Point!): Float!, broken: DateTime! }
  type Subscription { ticks(since: DateTime!, point: Point): Int! }
  input Point { latitude: Float! }
`;

const resolvers = {
  DateTime,
  Query: {
    at: (_: unknown, { time }: { time: Date }) => time,
    near: (_: unknown, { point }: { point: { latitude: number } }) => point.latitude,
    broken: () => 'no date, and a secret',
  },
  Subscription: {
    ticks: {
      async *subscribe() {
        yield { ticks: 1 };
      },
    },
  },
};

let issuer: IdentityProvider;

before(async () => {
  issuer = await startIdentityProvider();
});

after(() => issuer[Symbol.asyncDispose]());

interface Answer {
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

async function start() {
  const logged: string[] = [];
  const logger = createLogger({ name: 'test', level: 'silent' });
  logger.error = (_details: unknown, message?: string) => void logged.push(String(message));
  const subgraph = await startSubgraph({
    typeDefs,
    resolvers,
    host: '127.0.0.1',
    port: 0,
    verifyToken: createTokenVerifier(issuer),
    createContext: (identity) => ({ identity }),
    checks: {},
    logger,
  });
  return {
    subgraph,
    logged,
    async post(body: object): Promise<Answer> {
      const response = await fetch(subgraph.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return (await response.json()) as Answer;
    },
    [Symbol.asyncDispose]: () => subgraph[Symbol.asyncDispose](),
  };
}

const point = 'query ($point: Point!) { near(point: $point) }';

const requests: readonly [
  what: string,
  request: { query: string; variables?: object; operationName?: string },
  code: string,
][] = [
  ['a syntax error', { query: '{' }, 'GRAPHQL_PARSE_FAILED'],
  ['an unknown field', { query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
  ['a bad date as a literal', { query: '{ at(time: "2026-02-30") }' }, 'GRAPHQL_VALIDATION_FAILED'],
  ['a number where a date belongs', { query: '{ at(time: 12) }' }, 'GRAPHQL_VALIDATION_FAILED'],
  ['a missing argument', { query: '{ at }' }, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'a bad date as a variable',
    { query: 'query ($time: DateTime!) { at(time: $time) }', variables: { time: 'yesterday' } },
    'BAD_USER_INPUT',
  ],
  ['a missing variable', { query: 'query ($time: DateTime!) { at(time: $time) }' }, 'BAD_USER_INPUT'],
  ['a text for a number', { query: point, variables: { point: { latitude: 'x' } } }, 'BAD_USER_INPUT'],
  ['an unknown input field', { query: point, variables: { point: { latitude: 1, z: 2 } } }, 'BAD_USER_INPUT'],
  ['a number beyond all numbers', { query: '{ near(point: { latitude: 1e999 }) }' }, 'BAD_USER_INPUT'],
  [
    'null for what has a default and must not be null, found as the field is resolved',
    { query: 'query ($l: Float = 1) { near(point: { latitude: $l }) }', variables: { l: null } },
    'BAD_USER_INPUT',
  ],
  [
    'the name of no operation',
    { query: 'query a { near(point: { latitude: 1 }) }', operationName: 'b' },
    'OPERATION_RESOLUTION_FAILURE',
  ],
];

test('what is wrong with a request is told with its code, and not logged as our error', async () => {
  await using stack = await start();
  for (const [what, request, code] of requests) {
    const { errors } = await stack.post(request);
    assert.deepEqual(
      errors?.map(({ extensions }) => extensions.code),
      [code],
      what,
    );
    assert.doesNotMatch(String(errors?.[0]?.message), /on our side/, what);
  }
  assert.deepEqual(stack.logged, []);
});

test('what a resolver gives that its scalar cannot hold stays our error', async () => {
  await using stack = await start();
  const { errors } = await stack.post({ query: '{ broken }' });
  assert.equal(errors?.[0]?.extensions.code, 'INTERNAL_SERVER_ERROR');
  assert.doesNotMatch(JSON.stringify(errors), /secret/);
  assert.equal(stack.logged.length, 1);
});

const since = 'subscription ($since: DateTime!) { ticks(since: $since) }';

const subscriptions: readonly [
  what: string,
  request: { query: string; variables?: Record<string, unknown>; extensions?: Record<string, unknown> },
  code: string,
][] = [
  ['a syntax error', { query: 'subscription {' }, 'GRAPHQL_PARSE_FAILED'],
  ['an unknown field', { query: 'subscription { nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
  ['a bad date', { query: since, variables: { since: 'yesterday' } }, 'BAD_USER_INPUT'],
  ['a missing variable', { query: since }, 'BAD_USER_INPUT'],
  [
    'null inside a value',
    {
      query: 'subscription ($l: Float = 1) { ticks(since: "2026-01-01T00:00:00Z", point: { latitude: $l }) }',
      variables: { l: null },
    },
    'BAD_USER_INPUT',
  ],
  [
    'a token that nobody issued',
    {
      query: 'subscription { ticks(since: "2026-01-01T00:00:00Z") }',
      extensions: { headers: { authorization: 'Bearer nonsense' } },
    },
    'UNAUTHENTICATED',
  ],
];

test('over a socket each operation has its own error, and the socket stays for the others', async () => {
  await using stack = await start();
  const sockets: unknown[] = [];
  const client = createClient({
    url: stack.subgraph.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: false,
    on: { opened: (socket) => sockets.push(socket) },
  });
  try {
    for (const [what, request, code] of subscriptions) {
      const codes = await Array.fromAsync(client.iterate(request)).then(
        (results) => results.flatMap(({ errors }) => errors?.map(({ extensions }) => extensions?.['code'])),
        (errors) => errors.map(({ extensions }: { extensions: { code: string } }) => extensions.code),
      );
      assert.deepEqual(codes, [code], what);
    }
    const query = 'subscription { ticks(since: "2026-01-01T00:00:00Z") }';
    assert.deepEqual(await Array.fromAsync(client.iterate({ query })), [{ data: { ticks: 1 } }]);
    assert.equal(sockets.length, 1);
    assert.deepEqual(stack.logged, []);
  } finally {
    await client.dispose();
  }
});
