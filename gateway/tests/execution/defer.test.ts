import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { execute, type GraphQLFormattedError, parse, validate } from 'graphql';
import { createEngine } from '../../src/execution/create-engine.ts';
import type { EngineDeferredPart } from '../../src/execution/engine.ts';
import { startTestEngine, type TestEngine } from '../helpers/start-test-engine.ts';
import { openScenario } from '../oracle/open-scenario.ts';
import { scenarios } from '../oracle/scenarios.ts';

const users = [
  { id: 'u1', name: 'Ada' },
  { id: 'u2', name: 'Bob' },
];
let gate: Promise<void> | undefined;
let gateway: TestEngine;

before(async () => {
  gateway = await startTestEngine({
    async intercept({ subgraph }) {
      if (subgraph === 'posts') await gate;
      return false;
    },
    subgraphs: [
      {
        name: 'accounts',
        typeDefs:
          'type Query { users: [User!]! me: User slow: Int } type User @key(fields: "id") { id: ID! name: String age: Int }',
        resolvers: {
          Query: { users: () => users, me: () => users[0], slow: () => 1 },
          User: { __resolveReference: ({ id }) => users.find((user) => user.id === id), age: () => 30 },
        },
      },
      {
        name: 'posts',
        typeDefs: `
          type User @key(fields: "id") { id: ID! posts(limit: Int): [Post!] must: Int! fails: Int }
          type Post @key(fields: "id") { id: ID! text: String author: User }`,
        resolvers: {
          User: {
            __resolveReference: (reference) => reference,
            posts: ({ id }: { id: string }) => [{ id: `p${id}`, text: 'x', author: users[0] }],
            must: ({ id }: { id: string }) => (id === 'u2' ? Promise.reject(new Error('no')) : 1),
            fails: () => Promise.reject(new Error('no')),
          },
          Post: { __resolveReference: ({ id }) => ({ id, text: 'x', author: users[0] }) },
        },
      },
    ],
  });
});
after(() => gateway[Symbol.asyncDispose]());

async function start(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query);
  assert.deepEqual(validate(gateway.engine.apiSchema, document), []);
  const prepared = await gateway.engine.prepare(document, undefined, { isIncremental: true });
  return gateway.engine.executeIncrementally(prepared, { variables, headers: {} });
}

/** Puts the parts of an answer together as a client does. */
async function collect(query: string, variables: Record<string, unknown> = {}) {
  const { initial, deferred } = await start(query, variables);
  const errors: GraphQLFormattedError[] = [...(initial.errors ?? [])];
  const parts: EngineDeferredPart[] = [];
  const data = structuredClone(initial.data);
  for await (const batch of deferred ?? []) {
    for (const part of batch) {
      parts.push(part);
      errors.push(...(part.errors ?? []));
      let target = data as Record<string | number, unknown>;
      for (const element of part.path) target = target[element] as typeof target;
      mergeInto(target, part.data ?? {});
    }
  }
  return { data, errors, parts };
}

function mergeInto(target: Record<string | number, unknown>, source: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(source)) {
    const existing = target[key];
    if (typeof existing === 'object' && existing !== null)
      mergeInto(existing as typeof target, value as typeof source);
    else target[key] = structuredClone(value);
  }
}

test('the first part does not wait for what is deferred', async () => {
  const opened = Promise.withResolvers<void>();
  gate = opened.promise;
  const { initial, deferred } = await start(
    '{ users { id ... @defer(label: "later") { posts(limit: 1) { text } } name } }',
  );
  assert.deepEqual(initial, { data: { users } });
  opened.resolve();
  gate = undefined;
  const batches = await Array.fromAsync(deferred ?? []);
  const posts = [{ text: 'x' }];
  assert.deepEqual(batches, [
    [
      { data: { posts }, path: ['users', 0], label: 'later' },
      { data: { posts }, path: ['users', 1], label: 'later' },
    ],
  ]);
});

for (const query of [
  '{ users { id ...F @defer } } fragment F on User { name age posts { id author { name } } }',
  '{ ... @defer { slow } me { id ... @defer(label: "a") { posts { text ... @defer(label: "b") { author { age ... @defer { name } } } } } } }',
  '{ me { a: posts { ...P @defer } b: posts { ...P @defer(label: "p") } } } fragment P on Post { t: text author { name } }',
  '{ me { id ... @defer { id name } } }',
  'query ($yes: Boolean = true, $no: Boolean = false) { me { ... @defer(if: $yes) { name } ... @defer(if: $no) { age } ... @defer(if: false) { id } ... @defer @include(if: $no) { posts { id } } } }',
  'query ($no: Boolean = false) { users @include(if: $no) { ... @defer { name } } slow }',
]) {
  test(`all parts together are the whole: ${query}`, async () => {
    const document = parse(query);
    const variables = { yes: true, no: false };
    const { data, errors } = await collect(query, variables);
    const expected = await execute({ schema: gateway.supergraph.monolith, document, contextValue: {} });
    assert.deepEqual(data, JSON.parse(JSON.stringify(expected.data)));
    assert.deepEqual(errors, []);
  });
}

test('an error of a part is told with it, and nulls no more than the part', async () => {
  const { data, parts } = await collect(
    '{ users { id ... @defer { must n: name } ... @defer(label: "f") { f: fails } } }',
  );
  assert.deepEqual(data, {
    users: [
      { id: 'u1', must: 1, n: 'Ada', f: null },
      { id: 'u2', f: null },
    ],
  });
  assert.deepEqual(
    parts
      .map(({ path, label, errors }) => [
        path.join('.'),
        label,
        errors?.map((error) => error.path?.join('.')),
      ])
      .sort(),
    [
      ['users.0', undefined, undefined],
      ['users.0', 'f', ['users.0.f']],
      ['users.1', undefined, ['users.1.must']],
      ['users.1', 'f', ['users.1.f']],
    ].sort(),
  );
});

test('an object that an error has nulled gets no parts', async () => {
  const { data, parts } = await collect('{ me { posts { id } } users { id must ... @defer { name } } }');
  assert.deepEqual([data, parts], [null, []]);
});

test('an object that a later part has nulled gets no parts any more', async () => {
  const { missingEntities } = scenarios;
  assert.ok(missingEntities);
  const held = Promise.withResolvers<void>();
  await using open = await openScenario(missingEntities, {
    async intercept({ query }) {
      if (query.includes('city')) await held.promise;
      return false;
    },
  });
  await using engine = await createEngine({ supergraphSdl: open.sdl });
  const query = '{ teams { members { id ... @defer { city } } } ... @defer { teams { members { age } } } }';
  const prepared = await engine.prepare(parse(query), undefined, { isIncremental: true });
  const { deferred } = await engine.executeIncrementally(prepared, { variables: {}, headers: {} });
  const batches = [];
  for await (const batch of deferred ?? []) {
    batches.push(batch.map(({ data, path }) => ({ data, path })));
    held.resolve();
  }
  assert.deepEqual(batches, [[{ data: { teams: [{ members: null }, { members: [] }] }, path: [] }]]);
});

test('an operation that is not prepared as incremental is answered at once', async () => {
  const query = '{ users { id ...F @defer } } fragment F on User { posts { text ... @defer { id } } }';
  await gateway.compare(query);
  const prepared = await gateway.engine.prepare(parse('{ me { id } }'), undefined, { isIncremental: true });
  const { initial, deferred } = await gateway.engine.executeIncrementally(prepared, {
    variables: {},
    headers: {},
  });
  assert.deepEqual([initial, deferred], [{ data: { me: { id: 'u1' } } }, undefined]);
});

test('what depends on a type that is found out later comes when it is known', async () => {
  const { interfaceObjects } = scenarios;
  assert.ok(interfaceObjects);
  await using open = await openScenario(interfaceObjects);
  for (const query of [
    '{ reviews { id about { id ... @defer { __typename } } } }',
    '{ reviews { about { id ... on Book @defer { pages } } } }',
    '{ reviews { about { ... @defer { ... on Book { pages } ... on Film @defer { id } } } } }',
    '{ reviews { about { ... on Film @defer { ... @defer { title } } ... on Book @defer { ... @defer { pages } } } } }',
  ]) {
    const operation = { query, variables: {} };
    assert.equal(await open.judgeParts(operation, await open.askInParts(operation)), undefined, query);
  }
});

for (const query of [
  '{ me { ... @defer { id ... @defer { posts { id } } } } }',
  '{ me { ... @defer { ... @defer { ... @defer { posts { text } } name } } } }',
  'query ($yes: Boolean = true, $no: Boolean = false) { me { ... @defer { name @include(if: $no) ... @defer(if: $yes) { must } } } }',
]) {
  test(`a fragment inside of one that brings nothing waits for what it needs: ${query}`, async () => {
    const variables = { yes: true, no: false };
    const { data, errors } = await collect(query, variables);
    const expected = await execute({
      schema: gateway.supergraph.monolith,
      document: parse(query),
      variableValues: variables,
      contextValue: {},
    });
    assert.deepEqual(data, JSON.parse(JSON.stringify(expected.data)));
    assert.deepEqual(errors, []);
  });
}
