import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'graphql';
import { createEngineCounters, type EngineCounters } from '../../src/execution/engine-counters.ts';
import type { EngineTraffic } from '../../src/execution/engine-options.ts';
import type { WaveOptions } from '../../src/execution/waves/wave-options.ts';
import { startTestEngine } from '../helpers/start-test-engine.ts';
import type { StartTestSupergraphOptions } from '../helpers/start-test-supergraph.ts';

const items = ['1', '2'].map((id) => ({ id, weight: Number(id) }));

const supergraph: StartTestSupergraphOptions = {
  subgraphs: [
    {
      name: 'lists',
      typeDefs: 'type Query { all: [Item] few: [Item] } type Item @key(fields: "id") { id: ID! }',
      resolvers: { Query: { all: () => [...items, ...items], few: () => items } },
    },
    {
      name: 'weights',
      typeDefs: 'type Item @key(fields: "id") { id: ID! weight: Int! }',
      resolvers: { Item: { __resolveReference: ({ id }) => items.find((item) => item.id === id) } },
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

const query = '{ all { tax cost } few { tax weight } others: few { weight } }';

/** What spares subgraphs, how it is switched off, and what counts it. */
const switches: readonly (readonly [keyof EngineCounters, Partial<EngineTraffic & WaveOptions>])[] = [
  ['representationsDeduplicated', { deduplicate: false }],
  ['fetchesMerged', { merge: false }],
  ['fetchesAliased', { alias: false }],
  ['fetchesPostponed', { postpone: false }],
];

for (const [counter, off] of switches) {
  test(`${counter} stays at nothing with ${JSON.stringify(off)}, and answers are the same`, async () => {
    const counts = [];
    for (const options of [{}, off]) {
      const counters = createEngineCounters();
      await using gateway = await startTestEngine({
        ...supergraph,
        engine: { counters, traffic: options, waves: options },
      });
      await gateway.compare(query);
      counts.push(counters[counter]);
    }
    assert.ok((counts[0] ?? 0) > 0);
    assert.equal(counts[1], 0);
  });
}

test('a connection to a subgraph is used again unless that is switched off', async () => {
  const opened: number[] = [];
  for (const keepAlive of [true, false]) {
    const counters = createEngineCounters();
    await using gateway = await startTestEngine({
      ...supergraph,
      engine: { counters, traffic: { keepAlive } },
    });
    for (let round = 0; round < 5; round++) await gateway.run('{ few { id } }');
    opened.push(counters.connectionsOpened);
  }
  const [kept = 0, apart] = opened;
  assert.ok(kept > 0 && kept < 5, `${kept} connections for 5 requests`);
  assert.equal(apart, 5);
});

test('fetches of who has gone are cancelled unless that is switched off', async () => {
  for (const cancelFetches of [true, false]) {
    const asked = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const counters = createEngineCounters();
    await using gateway = await startTestEngine({
      ...supergraph,
      engine: { counters, traffic: { cancelFetches } },
      async intercept() {
        asked.resolve();
        await gate.promise;
        return false;
      },
    });
    const prepared = await gateway.engine.prepare(parse('{ few { id } }'), undefined);
    const client = new AbortController();
    const running = gateway.engine.execute(prepared, { variables: {}, headers: {}, signal: client.signal });
    await asked.promise;
    client.abort();
    if (cancelFetches) await running;
    gate.resolve();
    const { data } = await running;
    assert.deepEqual(data, { few: cancelFetches ? null : [{ id: '1' }, { id: '2' }] });
    assert.equal(counters.fetchesCancelled, cancelFetches ? 1 : 0);
  }
});

test('subgraphs are told how much time is left unless that is switched off', async () => {
  for (const passDeadline of [true, false]) {
    const counters = createEngineCounters();
    await using gateway = await startTestEngine({
      ...supergraph,
      engine: { counters, traffic: { passDeadline } },
    });
    const prepared = await gateway.engine.prepare(parse('{ few { id } }'), undefined);
    await gateway.engine.execute(prepared, { variables: {}, headers: {}, deadlineMs: Date.now() + 9_000 });
    const told = gateway.supergraph.requests[0]?.headers['x-envoy-expected-rq-timeout-ms'];
    assert.equal(told !== undefined, passDeadline);
    assert.equal(counters.fetchesHurried, passDeadline ? 1 : 0);
  }
});
