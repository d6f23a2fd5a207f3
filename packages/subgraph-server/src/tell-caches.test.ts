import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTokenVerifier } from '@headgate/identity/create-token-verifier.ts';
import { startIdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import { createLogger } from '@headgate/service/create-logger.ts';
import { startSubgraph } from './start-subgraph.ts';
import type { CallerContext } from './tell-caches.ts';

const typeDefs = `
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT
  enum CacheControlScope { PUBLIC PRIVATE }
  type Query { me: Me, now: Int }
  type Mutation { rename: Boolean, fail: Boolean }
  type Me @key(fields: "id") @cacheControl(maxAge: 60, scope: PRIVATE) { id: ID! }
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])
`;

const resolvers = {
  Query: { me: (_: unknown, __: unknown, { identity }: CallerContext) => ({ id: identity?.userId }) },
  Mutation: {
    rename: () => true,
    fail: () => {
      throw new Error('half done');
    },
  },
  Me: { __resolveReference: (reference: object) => reference },
};

const entities = {
  query: 'query($of: [_Any!]!) { _entities(representations: $of) { ... on Me { id } } }',
  variables: { of: [1, 2].map((id) => ({ __typename: 'Me', id })) },
};

async function start({ isHeard = true } = {}) {
  await using cleanup = new AsyncDisposableStack();
  const issuer = cleanup.use(await startIdentityProvider());
  const told: (readonly string[])[] = [];
  const subgraph = cleanup.use(
    await startSubgraph<CallerContext>({
      typeDefs,
      resolvers,
      host: '127.0.0.1',
      port: 0,
      verifyToken: createTokenVerifier(issuer),
      createContext: (identity) => ({ identity }),
      checks: {},
      logger: createLogger({ name: 'test', level: 'silent' }),
      ...(isHeard && {
        caches: {
          name: 'people',
          async invalidate(tags) {
            told.push(tags);
          },
        },
      }),
    }),
  );
  const running = cleanup.move();
  return {
    told,
    async post(body: object, user: { readonly userId: string; readonly roles?: readonly string[] }) {
      const headers = {
        'content-type': 'application/json',
        authorization: `Bearer ${await issuer.issueToken(user)}`,
      };
      const response = await fetch(subgraph.url, { method: 'POST', headers, body: JSON.stringify(body) });
      const { extensions } = (await response.json()) as { readonly extensions?: object };
      return { extensions, cacheControl: response.headers.get('cache-control') };
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

test('what a caller sees is tagged with the caller, as a whole and by entity', async () => {
  await using subgraph = await start();
  assert.deepEqual(await subgraph.post({ query: '{ me { id } }' }, { userId: 'ada' }), {
    cacheControl: 'max-age=60, private',
    extensions: { apolloCacheTags: ['user-ada'] },
  });
  assert.deepEqual(await subgraph.post(entities, { userId: 'ada' }), {
    cacheControl: 'max-age=60, private',
    extensions: { apolloCacheTags: ['user-ada'], apolloEntityCacheTags: [['user-ada'], ['user-ada']] },
  });
  assert.equal((await subgraph.post({ query: '{ now }' }, { userId: 'ada' })).cacheControl, 'no-store');
  assert.deepEqual(subgraph.told, []);
});

test('a mutation makes invalid what its caller sees, when it fails as well', async () => {
  await using subgraph = await start();
  for (const query of ['mutation { rename }', 'mutation { fail }']) {
    assert.equal((await subgraph.post({ query }, { userId: 'ada' })).cacheControl, 'no-store');
  }
  assert.deepEqual(subgraph.told, [['tag:people:user-ada'], ['tag:people:user-ada']]);
});

test('what operators see is not kept, nor is anything where caches hear of no change', async () => {
  await using heard = await start();
  await using unheard = await start({ isHeard: false });
  const query = '{ me { id } }';
  const unkept = { cacheControl: 'no-store', extensions: undefined };
  assert.deepEqual(await heard.post({ query }, { userId: 'olga', roles: ['operator'] }), unkept);
  assert.deepEqual(await unheard.post({ query }, { userId: 'ada' }), unkept);
});
