import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { after, before, beforeEach, test } from 'node:test';
import type { SubgraphRequest } from '../helpers/serve-test-subgraph.ts';
import { startTestEngine, type TestEngine } from '../helpers/start-test-engine.ts';

const users = [
  { id: 'u1', name: 'Ada' },
  { id: 'u2', name: 'Bob' },
];

type Fault = (response: ServerResponse, request: SubgraphRequest) => void;
let faults: Record<string, Fault> = {};
let faultTimeoutMs = 10_000;
let gateway: TestEngine;

const json =
  (value: unknown): Fault =>
  (response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(value));
  };

before(async () => {
  gateway = await startTestEngine({
    engine: {
      timeoutMs: (subgraph) => (subgraph in faults ? faultTimeoutMs : 10_000),
      traffic: { breakCircuit: false },
    },
    intercept({ subgraph, ...request }, response) {
      const fault = faults[subgraph];
      fault?.(response, { subgraph, ...request });
      return fault !== undefined;
    },
    subgraphs: [
      {
        name: 'accounts',
        typeDefs: `
          type Query { users: [User!]! me: User first: User! }
          type User @key(fields: "id") { id: ID! name: String! age: Int }`,
        resolvers: {
          Query: { users: () => users, me: () => users[0], first: () => users[0] },
          User: { __resolveReference: ({ id }) => users.find((user) => user.id === id), age: () => 30 },
        },
      },
      {
        name: 'posts',
        typeDefs: `
          type Query { posts: [String!] }
          type Mutation { add(text: String!): String fail: Int! }
          type User @key(fields: "id") { id: ID! posts: [Post] count: Int! age: Int @external rank: Int @requires(fields: "age") kind: Kind }
          type Post { text: String! author: User! }
          enum Kind { NEW OLD SECRET @inaccessible }`,
        resolvers: {
          Query: { posts: () => ['a'] },
          User: {
            __resolveReference: (reference) => reference,
            posts: ({ id }: { id: string }) => [{ text: 'x', author: { id } }],
            count: () => 1,
            rank: ({ age }: { age: number }) => age + 1,
            kind: ({ id }: { id: string }) => (id === 'u1' ? 'NEW' : 'SECRET'),
          },
        },
      },
    ],
  });
});
after(() => gateway[Symbol.asyncDispose]());
beforeEach(() => {
  faults = {};
  faultTimeoutMs = 10_000;
});

const wholeFailures: Record<string, { readonly fault: Fault; readonly code: string }> = {
  'closes the connection': { fault: (response) => response.destroy(), code: 'SUBREQUEST_HTTP_ERROR' },
  'nests its answer 100,000 deep': {
    fault: (response) => response.end(`{"data":{"_entities":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`),
    code: 'SUBREQUEST_MALFORMED_RESPONSE',
  },
  'answers 500': {
    fault: (response) => response.writeHead(500).end('secret stack'),
    code: 'SUBREQUEST_HTTP_ERROR',
  },
  'answers HTML': {
    fault: (response) => response.end('<html></html>'),
    code: 'SUBREQUEST_MALFORMED_RESPONSE',
  },
  'truncates its JSON': {
    fault: (response) => response.end('{"data":{"_ent'),
    code: 'SUBREQUEST_MALFORMED_RESPONSE',
  },
  'answers a list': { fault: json([]), code: 'SUBREQUEST_MALFORMED_RESPONSE' },
  'answers null data': { fault: json({ data: null }), code: 'SUBREQUEST_MALFORMED_RESPONSE' },
  'is silent': { fault: () => {}, code: 'SUBREQUEST_TIMEOUT' },
  'answers too few entities': {
    fault: json({ data: { _entities: [{ posts: [] }] } }),
    code: 'SUBREQUEST_MALFORMED_RESPONSE',
  },
  'answers entities of the wrong type': {
    fault: json({ data: { _entities: 'no' } }),
    code: 'SUBREQUEST_MALFORMED_RESPONSE',
  },
  'reports an error without a path': {
    fault: json({ data: null, errors: [{ message: 'secret' }] }),
    code: 'DOWNSTREAM_SERVICE_ERROR',
  },
};

for (const [description, { fault, code }] of Object.entries(wholeFailures)) {
  test(`a subgraph that ${description} nulls what depends on it`, async () => {
    faults = { posts: fault };
    if (code === 'SUBREQUEST_TIMEOUT') faultTimeoutMs = 50;
    const { data, errors = [] } = await gateway.run('{ users { id name p: posts { text } } }');
    assert.deepEqual(data, { users: users.map((user) => ({ ...user, p: null })) });
    assert.deepEqual(
      errors.map(({ path }) => path),
      [
        ['users', 0, 'p'],
        ['users', 1, 'p'],
      ],
    );
    for (const { message, extensions } of errors) {
      assert.deepEqual(extensions, { code, service: 'posts' });
      assert.doesNotMatch(message, /secret/);
    }
  });
}

const deep = (open: string, close: string) => `${open.repeat(100_000)}null${close.repeat(100_000)}`;

const deepReplies: Readonly<Record<string, string>> = {
  'in lists where entities stand': `{"data":{"users":${deep('[', ']')}}}`,
  'in objects where entities stand': `{"data":{"users":[${deep('{"id":', '}')}]}}`,
  'in a key': `{"data":{"users":[{"__typename":"User","id":${deep('[', ']')}}]}}`,
  'in the extensions of an error': `{"data":null,"errors":[{"message":"no","path":["users"],"extensions":{"a":${deep('[', ']')}}}]}`,
  'in extensions': `{"data":{"users":null},"extensions":${deep('{"a":', '}')}}`,
  'beside numbers of many digits': `{"data":{"users":[9007199254740993,${deep('[', ']')}]}}`,
};

for (const [description, body] of Object.entries(deepReplies)) {
  test(`a reply that is nested 100,000 deep ${description} is an error of its fetch alone`, async () => {
    faults = { accounts: (response) => response.end(body) };
    const result = await gateway.run('{ users { id count } posts }');
    assert.equal(result.data, null);
    assert.ok((result.errors?.length ?? 0) > 0);
    assert.ok(JSON.stringify(result).length < 10_000);
    const { data, errors } = await gateway.run('{ users { id } me { id age rank } posts }');
    assert.deepEqual([data, errors?.length === 0], [null, false]);
  });
}

test('a failure nulls the nearest nullable parent of a field that may not be null', async () => {
  faults = { posts: (response) => response.writeHead(503).end() };
  const { data, errors } = await gateway.run('{ me { name count } posts first { id } }');
  assert.deepEqual(data, { me: null, posts: null, first: { id: 'u1' } });
  assert.deepEqual(
    errors?.map(({ path }) => path),
    [['me', 'count'], ['posts']],
  );
});

test('a failure of a root field that may not be null leaves no data', async () => {
  faults = { accounts: (response) => response.destroy() };
  const { data, errors } = await gateway.run('{ users { id } }');
  assert.equal(data, null);
  assert.deepEqual(
    errors?.map(({ path }) => path),
    [['users']],
  );
});

test('a field whose input is missing is null, and the others of its subgraph are not', async () => {
  faults = {
    accounts: (response, { query }) =>
      query.includes('_entities')
        ? response.writeHead(500).end()
        : json({ data: { users: [{ __typename: 'User', id: 'u1' }] } })(response, {} as SubgraphRequest),
  };
  const { data } = await gateway.run('{ users { id rank kind posts { text } } }');
  assert.deepEqual(data, { users: [{ id: 'u1', rank: null, kind: 'NEW', posts: [{ text: 'x' }] }] });
});

test('values that do not fit the schema are errors at their place', async () => {
  const wrong: readonly (readonly [unknown, unknown, readonly (string | number)[]])[] = [
    [{ users: 'no' }, null, ['users']],
    [{ users: [1] }, null, ['users', 0]],
    [{ users: [{ id: {}, name: 'Ada', age: 1 }] }, null, ['users', 0, 'id']],
    [{ users: [{ id: 'u1', name: null, age: 1 }] }, null, ['users', 0, 'name']],
    [
      { users: [{ id: 'u1', name: 'Ada', age: 'old' }] },
      { users: [{ id: 'u1', name: 'Ada', age: null }] },
      ['users', 0, 'age'],
    ],
    [
      { users: [{ id: 'u1', name: 'Ada', age: 2 ** 31 }] },
      { users: [{ id: 'u1', name: 'Ada', age: null }] },
      ['users', 0, 'age'],
    ],
  ];
  for (const [data, expected, path] of wrong) {
    faults = { accounts: json({ data }) };
    const result = await gateway.run('{ users { id name age } }');
    assert.deepEqual(result.data, expected);
    assert.deepEqual(
      result.errors?.map((error) => [error.path, error.extensions?.['code']]),
      [[path, 'INVALID_SUBGRAPH_DATA']],
    );
  }
});

test('an enum value that clients may not see is an error that does not name it', async () => {
  const { data, errors } = await gateway.run('{ users { kind } }');
  assert.deepEqual(data, { users: [{ kind: 'NEW' }, { kind: null }] });
  assert.deepEqual(
    errors?.map(({ path }) => path),
    [['users', 1, 'kind']],
  );
  assert.doesNotMatch(JSON.stringify(errors), /SECRET/);
});

test('an error inside an entity has the path of one server, at every place where the entity stands', async () => {
  faults = {
    posts: json({
      data: { _entities: [null, { posts: [{ text: 'x' }] }] },
      errors: [
        {
          message: 'secret',
          path: ['_entities', 0, 'posts', 3, 'text'],
          extensions: { code: 'GONE', secret: 1 },
        },
      ],
    }),
  };
  const { data, errors } = await gateway.run('{ users { id a: posts { t: text text } } }');
  assert.deepEqual(data, {
    users: [
      { id: 'u1', a: null },
      { id: 'u2', a: [{ t: 'x', text: 'x' }] },
    ],
  });
  assert.deepEqual(errors, [
    {
      message: 'The subgraph reported an error.',
      path: ['users', 0, 'a', 3, 't'],
      extensions: { code: 'GONE', service: 'posts' },
    },
    {
      message: 'The subgraph reported an error.',
      path: ['users', 0, 'a', 3, 'text'],
      extensions: { code: 'GONE', service: 'posts' },
    },
  ]);
});

test('an answer cannot reach the prototype of objects', async () => {
  faults = {
    accounts: (response) =>
      response.end(
        '{"data":{"__proto__":{"polluted":1},"me":{"id":"u1","__typename":"User","__proto__":{"polluted":1}}}}',
      ),
    posts: (response) =>
      response.end(
        '{"data":{"_entities":[{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"count":1}]}}',
      ),
  };
  const { data } = await gateway.run('{ me { id count } }');
  assert.deepEqual(data, { me: { id: 'u1', count: 1 } });
  assert.equal('polluted' in {}, false);
});

test('messages of subgraphs are shown when they are exposed', async () => {
  await using exposed = await startTestEngine({
    engine: { exposeSubgraphErrors: ['one'] },
    subgraphs: [
      {
        name: 'one',
        typeDefs: 'type Query { a: Int }',
        resolvers: { Query: { a: () => Promise.reject(new Error('no a')) } },
      },
      {
        name: 'two',
        typeDefs: 'type Query { b: Int }',
        resolvers: { Query: { b: () => Promise.reject(new Error('no b')) } },
      },
    ],
  });
  const { errors } = await exposed.run('{ a b }');
  assert.deepEqual(
    errors?.map(({ message, path }) => [message, path]),
    [
      ['no a', ['a']],
      ['The subgraph reported an error.', ['b']],
    ],
  );
});

test('a failure for very many entities is told of a thousand times', async () => {
  const many = Array.from({ length: 5_000 }, (_, index) => ({ __typename: 'User', id: `u${index}` }));
  faults = { accounts: json({ data: { users: many } }), posts: (response) => response.writeHead(500).end() };
  const { data, errors } = await gateway.run('{ users { id kind } }');
  assert.deepEqual(data, { users: many.map(({ id }) => ({ id, kind: null })) });
  assert.equal(errors?.length, 1_000);
});

test('each of very many entities can have an error of its own', async () => {
  const many = Array.from({ length: 5_000 }, (_, index) => ({ __typename: 'User', id: `u${index}` }));
  faults = {
    accounts: json({ data: { users: many } }),
    posts: json({
      data: { _entities: many.map(() => null) },
      errors: many.map((_, index) => ({ message: 'no', path: ['_entities', index, 'kind'] })),
    }),
  };
  const { errors } = await gateway.run('{ users { kind } }');
  assert.deepEqual(errors?.[999]?.path, ['users', 999, 'kind']);
});
