import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestEngine } from '../../../tests/helpers/start-test-engine.ts';
import type { StartTestSupergraphOptions } from '../../../tests/helpers/start-test-supergraph.ts';
import { createEngineCounters } from '../engine-counters.ts';

const users = [
  { id: '1', name: 'Ada', valueOf: 'x', motto: null, friend: { name: 'Bo' } },
  { id: '2', name: 'Bo', valueOf: 'y', motto: 'Hm', friend: { name: 'Ada' } },
];
const [ada, bo] = users;
const find = ({ id }: Record<string, unknown>) => users.find((user) => user.id === id);

const supergraph: StartTestSupergraphOptions = {
  subgraphs: [
    {
      name: 'users',
      typeDefs: `
        type Query { users: [User] }
        type Mutation { rename: User }
        type User @key(fields: "id") { id: ID! name(upper: Boolean): String motto: String friend: Friend valueOf: String }
        type Friend { name: String }`,
      resolvers: {
        Query: { users: () => users },
        Mutation: { rename: () => ada },
        User: {
          __resolveReference: find,
          name: ({ name }: { name: string }, { upper }: { upper?: boolean }) =>
            upper ? name.toUpperCase() : name,
        },
      },
    },
    {
      name: 'posts',
      typeDefs: `
        type User @key(fields: "id") { id: ID! posts: [Post] }
        type Post { author: User readers: [User] }`,
      resolvers: {
        User: { __resolveReference: (user) => user, posts: () => [{ author: ada, readers: [bo, ada] }] },
      },
    },
  ],
};

/** Runs an operation, compares the answer with that of one server, and counts the requests that it took. */
async function countRequests(query: string, traffic: { readonly reuseFields?: boolean } = {}) {
  const counters = createEngineCounters();
  await using gateway = await startTestEngine({ ...supergraph, engine: { counters, traffic } });
  await gateway.compare(query);
  return { requests: counters.subgraphRequests, reused: counters.entitiesReused };
}

test('an entity is not asked for what the operation has of it', async () => {
  const query = '{ users { name posts { author { name } readers { name } } } }';
  assert.deepEqual(await countRequests(query), { requests: 2, reused: 3 });
  assert.deepEqual(await countRequests(query, { reuseFields: false }), { requests: 3, reused: 0 });
});

test('an entity of which something is missing is asked for', async () => {
  const query = '{ users { id posts { author { name } } } }';
  assert.deepEqual(await countRequests(query), { requests: 3, reused: 0 });
});

test('other arguments are another field, whatever the client calls it', async () => {
  const query =
    '{ users { name: id loud: name(upper: true) posts { author { name loud: name(upper: true) } } } }';
  assert.deepEqual(await countRequests(query), { requests: 3, reused: 0 });
});

test('a null, which may be that of an error, is asked for again', async () => {
  const query = '{ users { motto posts { readers { motto } } } }';
  assert.deepEqual(await countRequests(query), { requests: 3, reused: 1 });
});

test('an object is asked for again', async () => {
  const query = '{ users { friend { name } posts { author { friend { name } } } } }';
  assert.deepEqual(await countRequests(query), { requests: 3, reused: 0 });
});

test('a mutation asks again, since it may have changed what it read', async () => {
  const query = 'mutation { rename { name posts { author { name } } } }';
  assert.deepEqual(await countRequests(query), { requests: 3, reused: 0 });
});

test('names that every object inherits are names like any other', async () => {
  const counters = createEngineCounters();
  await using gateway = await startTestEngine({ ...supergraph, engine: { counters } });
  // The merged schema's resolvers are found by name alone, so that one server cannot be asked.
  const { data } = await gateway.run('{ users { valueOf posts { author { valueOf } } } }');
  assert.deepEqual(data, {
    users: [
      { valueOf: 'x', posts: [{ author: { valueOf: 'x' } }] },
      { valueOf: 'y', posts: [{ author: { valueOf: 'x' } }] },
    ],
  });
  assert.equal(counters.entitiesReused, 1);
});
