import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngineCounters } from '../../src/execution/engine-counters.ts';
import { startTestEngine } from '../helpers/start-test-engine.ts';
import type { StartTestSupergraphOptions } from '../helpers/start-test-supergraph.ts';

const items = ['1', '2', '3'].map((id) => ({ id, name: `n${id}`, weight: Number(id) }));
const find = ({ id }: Record<string, unknown>) => items.find((item) => item.id === id);

const supergraph: StartTestSupergraphOptions = {
  subgraphs: [
    {
      name: 'lists',
      typeDefs: 'type Query { all: [Item] few: [Item] } type Item @key(fields: "id") { id: ID! }',
      resolvers: { Query: { all: () => items, few: () => items.slice(1) } },
    },
    {
      name: 'names',
      typeDefs:
        'type Query { best: Item } type Item @key(fields: "id") { id: ID! name(upper: Boolean): String weight: Int! bad: Int }',
      resolvers: {
        Query: { best: () => items[0] },
        Item: {
          __resolveReference: find,
          name: ({ name }: { name: string }, { upper }: { upper?: boolean }) =>
            upper ? name.toUpperCase() : name,
          bad: ({ id }: { id: string }) => (id === '2' ? Promise.reject(new Error('bad')) : 1),
        },
      },
    },
    {
      name: 'prices',
      typeDefs:
        'type Item @key(fields: "id") { id: ID! weight: Int! @external cost: Int @requires(fields: "weight") tax: Int }',
      resolvers: {
        Item: {
          __resolveReference: (item) => item,
          cost: ({ weight }: { weight: number }) => weight * 2,
          tax: () => 7,
        },
      },
    },
  ],
};

const query = `query ($up: Boolean, $no: Boolean = false) {
  all { id name(upper: $up) bad cost tax }
  few { name bad cost tax @include(if: $no) }
  best { id tax cost }
}`;

test('fetches of one wave are one request, with the answer and the errors of many', async () => {
  const counters = createEngineCounters();
  await using gateway = await startTestEngine({ ...supergraph, engine: { counters } });
  await gateway.compare(query, { up: true });
  const { fetchesAliased, fetchesMerged, representationsDeduplicated, subgraphRequests } = counters;
  assert.deepEqual(
    { fetchesAliased, fetchesMerged, representationsDeduplicated, subgraphRequests },
    { fetchesAliased: 3, fetchesMerged: 1, representationsDeduplicated: 0, subgraphRequests: 4 },
  );
});

test('merging can be switched off', async () => {
  const counters = createEngineCounters();
  await using gateway = await startTestEngine({
    ...supergraph,
    engine: { counters, waves: { merge: false } },
  });
  await gateway.compare(query, { up: true });
  assert.ok(counters.subgraphRequests > 4);
  assert.deepEqual([counters.fetchesMerged, counters.fetchesAliased], [0, 0]);
});

test('a joined request that fails nulls the fields of each of its fetches', async () => {
  await using gateway = await startTestEngine({
    ...supergraph,
    intercept({ subgraph }, response) {
      if (subgraph !== 'prices') return false;
      response.writeHead(500).end();
      return true;
    },
  });
  const { data, errors } = await gateway.run('{ few { tax } best { tax cost } }');
  assert.deepEqual(data, { few: [{ tax: null }, { tax: null }], best: { tax: null, cost: null } });
  assert.deepEqual(errors?.map(({ path }) => path?.join('.')).sort(), [
    'best.cost',
    'best.tax',
    'few.0.tax',
    'few.1.tax',
  ]);
});

test('entities of one list are sent once', async () => {
  const counters = createEngineCounters();
  await using gateway = await startTestEngine({
    engine: { counters },
    subgraphs: [
      {
        name: 'lists',
        typeDefs: 'type Query { all: [Item] } type Item @key(fields: "id") { id: ID! }',
        resolvers: { Query: { all: () => [...items, ...items] } },
      },
      {
        name: 'names',
        typeDefs: 'type Item @key(fields: "id") { id: ID! name: String }',
        resolvers: { Item: { __resolveReference: find } },
      },
    ],
  });
  await gateway.compare('{ all { name } }');
  assert.equal(counters.representationsDeduplicated, 3);
});
