import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type IdentityProvider,
  startIdentityProvider,
} from '@headgate/identity-provider/start-identity-provider.ts';
import { execute, parse, validate } from 'graphql';
import {
  createGuardContext,
  type Forbidden,
  guardMonolith,
  refusal,
} from '../helpers/auth/guard-monolith.ts';
import { startTestGateway, type TestGateway } from '../helpers/start-test-gateway.ts';
import { startTestSupergraph, type TestSupergraph } from '../helpers/start-test-supergraph.ts';
import { readAt } from '../oracle/compare-answers.ts';

const people = [
  { __typename: 'Guest', id: '1', name: 'Ada', email: 'ada@x', level: 'LOW', visits: 3, friend: undefined },
  { __typename: 'Admin', id: '2', name: 'Bob', role: 'root' },
];
const find = ({ id }: { readonly id?: unknown }) => people.find((person) => person.id === id);
const resolveType = ({ __typename }: { readonly __typename: string }) => __typename;
const products = [{ id: 'p1', price: 5, cost: 2, secret: 's', audit: { by: 'Bob' } }];

const typeDefs = `
  type Query {
    open: Int
    me: Guest @authenticated
    guests: [Guest!]
    people: [Person!]
    anything: [Any]
    things: [Any!]
    products: [Product!]
    mandatory: Int! @authenticated
    vault: Vault
    level: Level
    token: Token
    both: Int @authenticated @requiresScopes(scopes: [["read", "write"], ["all"]])
  }
  type Mutation { reset: Int erase: Int @requiresScopes(scopes: [["all"]]) }
  interface Person { id: ID! name: String }
  type Guest implements Person @key(fields: "id") {
    id: ID! name: String email: String @requiresScopes(scopes: [["email"]]) level: Level friend: Person
  }
  type Admin implements Person @authenticated { id: ID! name: String role: String }
  union Any = Guest | Admin | Product
  type Product {
    id: ID! price: Int cost: Int @policy(policies: [["finance"], ["owner", "manager"]])
    secret: String! @requiresScopes(scopes: [["secret"]]) audit: Audit
  }
  type Audit @policy(policies: [["audit"]]) { by: String }
  type Vault @requiresScopes(scopes: [["vault"]]) { gold: Int }
  enum Level @requiresScopes(scopes: [["level"]]) { LOW }
  scalar Token @authenticated
`;

/** What is forbidden to callers who lack a right. Composition forbids a type's fields on its interfaces too. */
const forbiddenWithout: Readonly<Record<string, readonly string[]>> = {
  identity: ['Query.me', 'Query.mandatory', 'Query.both', 'Admin', 'Person', 'Token'],
  all: ['Mutation.erase', 'Query.both'],
  email: ['Guest.email'],
  secret: ['Product.secret'],
  vault: ['Vault'],
  level: ['Level'],
  visits: ['Guest.visits'],
  finance: ['Product.cost'],
  audit: ['Audit'],
};

const queries = [
  '{ open me { name } }',
  '{ me { name email level } guests { id email } }',
  '{ a: guests { mail: email name } b: guests { visits } }',
  '{ people { id name ... on Admin { role } ... on Guest { email } } }',
  '{ anything { __typename ... on Guest { name email } ... on Admin { role } ... on Product { id } } }',
  '{ things { ... on Person { name } ... on Product { price } } }',
  '{ things { ... on Product { id secret } ... on Guest { id } } }',
  '{ products { id price cost } }',
  '{ products { id secret } open }',
  '{ products { audit { by } } }',
  '{ open mandatory }',
  '{ vault { gold } level token both }',
  '{ guests { friend { id name } } }',
  'fragment G on Guest { email friend { ...P } } fragment P on Person { name } { guests { id ...G } }',
  'query ($no: Boolean = false) { guests { id email @include(if: $no) } me @skip(if: true) { id } }',
  '{ __typename __schema { queryType { name } } me { id } }',
  '{ __type(name: "Vault") { fields { name } } vault { __typename } }',
  'mutation { reset erase }',
  'mutation { erase }',
];

const callers: Readonly<
  Record<string, { readonly scopes?: string[]; readonly roles?: string[] } | undefined>
> = {
  nobody: undefined,
  'somebody without rights': {},
  'somebody who may read mail': { scopes: ['email'] },
  'somebody with half of a pair': { scopes: ['read'], roles: ['owner'] },
  'somebody with a whole pair': { scopes: ['read', 'write', 'secret'], roles: ['owner', 'manager'] },
  'somebody with all rights': {
    scopes: ['all', 'email', 'secret', 'vault', 'level', 'visits'],
    roles: ['finance', 'audit'],
  },
};

let issuer: IdentityProvider;
let supergraph: TestSupergraph;
let gateway: TestGateway;

function forbidTo(caller: (typeof callers)[string]): Forbidden {
  const { scopes = [], roles = [] } = caller ?? {};
  const rights = new Set([...scopes, ...roles, ...(caller ? ['identity'] : [])]);
  if (rights.has('owner') && rights.has('manager')) rights.add('finance');
  if (caller && rights.has('read') && rights.has('write')) rights.add('all for both');
  const forbidden = new Set(
    Object.entries(forbiddenWithout).flatMap(([right, names]) => (rights.has(right) ? [] : names)),
  );
  if (rights.has('all for both')) forbidden.delete('Query.both');
  return forbidden;
}

async function authorize(caller: (typeof callers)[string]): Promise<Record<string, string>> {
  if (!caller) return {};
  return { authorization: `Bearer ${await issuer.issueToken({ userId: 'ada', ...caller })}` };
}

interface Answered {
  readonly data?: unknown;
  readonly errors?: readonly { readonly path?: readonly (string | number)[] | undefined }[] | undefined;
}

/** Where errors put nulls. Which of several errors put one there is left to the server. */
function listNulls({ data, errors = [] }: Answered): readonly string[] {
  const places = errors.map(({ path = [] }) => {
    const end = path.findIndex((_, index) => readAt(path.slice(0, index), data) === null);
    return path.slice(0, end < 0 ? path.length : end).join('.');
  });
  return [...new Set(places)].sort();
}

before(async () => {
  issuer = await startIdentityProvider();
  supergraph = await startTestSupergraph({
    subgraphs: [
      {
        name: 'main',
        typeDefs,
        resolvers: {
          Query: {
            open: () => 1,
            me: () => people[0],
            guests: () => people.slice(0, 1),
            people: () => people,
            anything: () => [...people, { __typename: 'Product', ...products[0] }],
            things: () => [...people, { __typename: 'Product', ...products[0] }],
            products: () => products,
            mandatory: () => 2,
            vault: () => ({ gold: 3 }),
            level: () => 'LOW',
            token: () => 't',
            both: () => 4,
          },
          Mutation: { reset: () => 5, erase: () => 6 },
          Person: { __resolveType: resolveType },
          Any: { __resolveType: resolveType },
          Guest: { __resolveReference: find, friend: () => people[1] },
        },
      },
      {
        name: 'visits',
        typeDefs:
          'type Guest @key(fields: "id") { id: ID! visits: Int @requiresScopes(scopes: [["visits"]]) }',
        resolvers: { Guest: { __resolveReference: find } },
      },
    ],
    intercept(_, response) {
      response.setHeader('cache-control', 'public, max-age=60');
      return false;
    },
  });
  guardMonolith(supergraph.monolith);
  gateway = await startTestGateway({
    sdl: supergraph.sdl,
    env: issuer.env,
    settings: { authorization: { policiesClaim: 'roles' } },
  });
});

after(async () => {
  await gateway[Symbol.asyncDispose]();
  await supergraph[Symbol.asyncDispose]();
  await issuer[Symbol.asyncDispose]();
});

for (const [name, caller] of Object.entries(callers)) {
  test(`${name} gets what one server that checks every resolver would give`, async () => {
    const headers = await authorize(caller);
    for (const query of queries) {
      const document = parse(query);
      const { monolith: schema } = supergraph;
      assert.deepEqual(validate(schema, document), [], query);
      const contextValue = createGuardContext(document, schema, forbidTo(caller));
      const expected = await execute({ schema, document, contextValue });
      const { status, body } = await gateway.post({ query }, headers);
      assert.equal(status, 200);
      assert.deepEqual(body.data, JSON.parse(JSON.stringify(expected.data)), query);
      assert.deepEqual(listNulls(body), listNulls(expected), query);
      for (const { message, extensions } of body.errors ?? [])
        assert.deepEqual([message, extensions], [refusal, { code: 'UNAUTHORIZED_FIELD_OR_TYPE' }]);
    }
  });
}

test('what is denied is not asked of subgraphs', async () => {
  const asked = async (query: string, caller: (typeof callers)[string]) => {
    supergraph.requests.length = 0;
    await gateway.post({ query }, await authorize(caller));
    return supergraph.requests.map(({ subgraph, query: text }) => `${subgraph}: ${text}`);
  };
  assert.deepEqual(await asked('{ me { id } vault { gold } }', undefined), []);
  assert.deepEqual(await asked('mutation { erase }', {}), []);
  assert.deepEqual(await asked('query A { guests { name email visits } }', {}), [
    'main: query A__main{guests{name}}',
  ]);
  assert.deepEqual(
    (await asked('query B { guests { visits } }', { scopes: ['visits'] })).map((text) => text.split(':')[0]),
    ['main', 'visits'],
  );
});

test('an answer that is kept for who may see it is not given to others', async () => {
  const query = '{ guests { name email } }';
  const ada = await authorize({ scopes: ['email'] });
  const first = await gateway.post({ query }, ada);
  assert.match(first.headers.get('cache-control') ?? '', /private/);
  supergraph.requests.length = 0;
  assert.equal((await gateway.post({ query }, ada)).headers.has('age'), true);
  assert.equal(supergraph.requests.length, 0);
  for (const other of [undefined, {}, { scopes: ['secret'] }]) {
    const { body } = await gateway.post({ query }, await authorize(other));
    assert.deepEqual(body.data, { guests: [{ name: 'Ada', email: null }] });
  }
});

test('identical queries that run at one time are shared among equal rights alone', async () => {
  const query = '{ guests { email } }';
  const tokens = await Promise.all([{ scopes: ['email'] }, {}, undefined].map(authorize));
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) => gateway.post({ query }, tokens[index % 3])),
  );
  for (const [index, { body }] of answers.entries())
    assert.deepEqual(body.data, { guests: [{ email: index % 3 === 0 ? 'ada@x' : null }] });
});

test('deferred fragments are subject to the same rules', async () => {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'multipart/mixed;deferSpec=20220824' },
    body: JSON.stringify({ query: '{ guests { id ... @defer { email name visits } } }' }),
  });
  const text = await response.text();
  assert.doesNotMatch(text, /ada@x/);
  assert.match(text, /"name":"Ada"/);
  assert.match(text, /"code":"UNAUTHORIZED_FIELD_OR_TYPE"/);
});

test('where composition has not added the rules of types to their interfaces, the types of objects decide', async () => {
  const sdl = supergraph.sdl.replace(
    /(interface Person\s+@join__type\(graph: MAIN\))\s+@authenticated/,
    '$1',
  );
  assert.notEqual(sdl, supergraph.sdl);
  await using old = await startTestGateway({ sdl, env: issuer.env });
  for (const [query, data, path] of [
    ['{ guests { friend { id name } } }', { guests: [{ friend: null }] }, 'guests.0.friend'],
    ['{ people { __typename } }', { people: null }, 'people.1'],
    ['{ anything { ... on Person { name } } }', { anything: [{ name: 'Ada' }, null, {}] }, 'anything.1'],
  ] as const) {
    const { body } = await old.post({ query });
    assert.deepEqual(body.data, data);
    assert.deepEqual(
      body.errors?.map((error) => [error.path?.join('.'), error.extensions.code]),
      [[path, 'UNAUTHORIZED_FIELD_OR_TYPE']],
    );
    const signedIn = await old.post({ query }, await authorize({}));
    assert.equal(signedIn.body.errors, undefined);
    assert.match(JSON.stringify(signedIn.body.data), /Bob|Admin/);
  }
});

test('without an identity provider everything that is protected is denied, whatever token comes', async () => {
  await using closed = await startTestGateway({ sdl: supergraph.sdl });
  const headers = await authorize(callers['somebody with all rights']);
  const { body } = await closed.post(
    { query: '{ open me { id } vault { gold } products { cost } }' },
    headers,
  );
  assert.deepEqual(body.data, { open: 1, me: null, vault: null, products: [{ cost: null }] });
});
