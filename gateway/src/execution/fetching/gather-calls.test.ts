import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { parse } from 'graphql';
import type { Intercept } from '../../../tests/helpers/serve-test-subgraph.ts';
import { startTestEngine } from '../../../tests/helpers/start-test-engine.ts';
import { toEvent } from '../../../tests/helpers/to-event.ts';

let intercept: Intercept = () => false;
const options = {
  intercept: (request, response) => intercept(request, response),
  engine: { traffic: { retry: false } },
  subgraphs: [
    {
      name: 'sales',
      typeDefs: `
        type Query { now: Int }
        type Subscription { sold: Product }
        type Product @key(fields: "id") { id: ID! }`,
      resolvers: {},
    },
    {
      name: 'products',
      typeDefs: `
        type Product @key(fields: "id") { id: ID!, name(short: Boolean): String, maker: Maker }
        type Maker { name: String }`,
      resolvers: {
        Product: {
          __resolveReference: ({ id }) => {
            if (id === 'broken') throw new Error('It is broken');
            return { id, maker: { name: `maker of ${id}` } };
          },
          name: ({ id }: { id: string }, { short }: { short?: boolean }) => (short ? id : `product ${id}`),
        },
      },
    },
  ],
} satisfies Parameters<typeof startTestEngine>[0];
const { engine, supergraph, ...gateway } = await startTestEngine(options);
after(() => gateway[Symbol.asyncDispose]());

const document = parse('subscription ($short: Boolean) { sold { id name(short: $short) maker { name } } }');
const prepared = await engine.prepare(document, undefined);

function complete(id: string, { short = false, caller = 'ada', signal = new AbortController().signal } = {}) {
  const event = toEvent({ data: { sold: { __typename: 'Product', id } } });
  return engine.executeEvent(prepared, event, {
    variables: { short },
    headers: { authorization: caller },
    signal,
  });
}

async function countRequests(run: () => Promise<void>): Promise<number> {
  const before = supergraph.requests.length;
  await run();
  return supergraph.requests.length - before;
}

test('events that come while others are being completed ask for their entities together', async () => {
  const ids = ['a', 'b', 'c', 'b', 'd'];
  const count = await countRequests(async () => {
    const results = await Promise.all(ids.map((id) => complete(id)));
    assert.deepEqual(
      results,
      ids.map((id) => ({
        data: { sold: { id, name: `product ${id}`, maker: { name: `maker of ${id}` } } },
      })),
    );
  });
  assert.equal(count, 2);
});

test('events of another caller, and those with other variables, ask for themselves', async () => {
  const count = await countRequests(async () => {
    const results = await Promise.all([
      complete('a'),
      complete('a', { caller: 'grace' }),
      complete('a', { short: true }),
    ]);
    assert.deepEqual(
      results.map(({ data }) => (data as { sold: { name: string } }).sold.name),
      ['product a', 'product a', 'a'],
    );
  });
  assert.equal(count, 3);
});

test('an error is of the event that it concerns', async () => {
  const results = await Promise.all(['a', 'b', 'broken', 'c'].map((id) => complete(id)));
  assert.deepEqual(
    results.map(({ errors }) => errors?.map(({ path }) => path)),
    [
      undefined,
      undefined,
      [
        ['sold', 'name'],
        ['sold', 'maker'],
      ],
      undefined,
    ],
  );
});

test('when a request for many events fails, each event asks for itself', async () => {
  intercept = ({ variables }, response) => {
    if (!JSON.stringify(variables).includes('poison')) return false;
    response.writeHead(500).end();
    return true;
  };
  const results = await Promise.all(['a', 'b', 'poison', 'c'].map((id) => complete(id)));
  intercept = () => false;
  assert.deepEqual(
    results.map(({ errors }) => errors?.[0]?.extensions?.['code']),
    [undefined, undefined, 'SUBREQUEST_HTTP_ERROR', undefined],
  );
});

test('an event that is no longer waited for ends at once, and the others go on', async () => {
  const controller = new AbortController();
  const arrived = Promise.withResolvers<void>();
  const released = Promise.withResolvers<boolean>();
  intercept = ({ variables }) => {
    if (!JSON.stringify(variables).includes('left')) return false;
    arrived.resolve();
    return released.promise;
  };
  const others = [complete('a'), complete('b')];
  const left = complete('left', { signal: controller.signal });
  await arrived.promise;
  controller.abort();
  const { errors } = await left;
  intercept = () => false;
  released.resolve(false);
  assert.equal(errors?.[0]?.extensions?.['code'], 'SUBREQUEST_CANCELLED');
  assert.deepEqual(
    (await Promise.all(others)).map((result) => result.errors),
    [undefined, undefined],
  );
});

test('a request that no event waits for any more is cancelled', async () => {
  const controller = new AbortController();
  const arrived = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  intercept = ({ variables }, response) => {
    if (!JSON.stringify(variables).includes('last')) return false;
    response.on('close', closed.resolve);
    arrived.resolve();
    return true;
  };
  const events = ['a', 'last', 'last too'].map((id) => complete(id, { signal: controller.signal }));
  await arrived.promise;
  controller.abort();
  await closed.promise;
  intercept = () => false;
  await Promise.all(events);
});

test('without merging, each event asks for itself', async () => {
  await using apart = await startTestEngine({ ...options, engine: { waves: { merge: false } } });
  const operation = await apart.engine.prepare(document, undefined);
  const events = ['a', 'b', 'c'].map((id) => {
    const event = toEvent({ data: { sold: { __typename: 'Product', id } } });
    return apart.engine.executeEvent(operation, event, { variables: {}, headers: {} });
  });
  await Promise.all(events);
  assert.equal(apart.supergraph.requests.length, 3);
});
