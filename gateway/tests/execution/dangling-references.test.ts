import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parse } from 'graphql';
import { startTestEngine, type TestEngine } from '../helpers/start-test-engine.ts';

let open: TestEngine;

const alerts = [
  { id: 'a1', event: { id: 'e1', userId: 'u1' }, by: { id: 'u1' } },
  { id: 'a2', event: { id: 'gone', userId: 'u1' }, by: { id: 'gone' } },
];

/** Alerts refer to events and users that the subgraphs that have them may not know any more. */
before(async () => {
  open = await startTestEngine({
    engine: { exposeSubgraphErrors: true, traffic: { retry: false, breakCircuit: false } },
    subgraphs: [
      {
        name: 'alerts',
        typeDefs: `
          type Query { alerts: [Alert!]! strict: [Strict] }
          type Alert { id: ID! event: Event events: [Event] all: [Event!] by: User medium: Medium }
          type Strict { event: Event! }
          type Event @key(fields: "id userId", resolvable: false) { id: ID! userId: ID! }
          type User @key(fields: "id", resolvable: false) { id: ID! }
          type Medium @key(fields: "id") @interfaceObject { id: ID! }`,
        resolvers: {
          Query: {
            alerts: () => alerts.map((alert) => ({ ...alert, events: [alert.event], all: [alert.event] })),
            strict: () => alerts,
          },
          Alert: { medium: ({ event }: { event: { id: string } }) => event },
          Medium: { __resolveReference: (reference) => reference },
        },
      },
      {
        name: 'events',
        typeDefs: `
          type Event @key(fields: "id userId") { id: ID! userId: ID! kind: String! note: String user: User! }
          type User @key(fields: "id") { id: ID! count: Int! }`,
        resolvers: {
          Event: {
            __resolveReference: ({ id, userId }) =>
              id === 'gone'
                ? null
                : id === 'bad'
                  ? new Error('bad')
                  : { id, userId, kind: 'click', note: 'n' },
            user: ({ userId }: { userId: string }) => ({ id: userId }),
          },
          User: { __resolveReference: ({ id }) => ({ id, count: 1 }) },
        },
      },
      {
        name: 'users',
        typeDefs: `
          type User @key(fields: "id") { id: ID! name: String! }
          interface Medium @key(fields: "id") { id: ID! title: String! }
          type Film implements Medium @key(fields: "id") { id: ID! title: String! }`,
        resolvers: {
          User: { __resolveReference: ({ id }) => (id === 'gone' ? null : { id, name: 'Ada' }) },
          Medium: {
            __resolveReference: ({ id }) =>
              id === 'gone' ? null : { __typename: 'Film', id, title: 'Metropolis' },
          },
        },
      },
    ],
  });
});
after(() => open[Symbol.asyncDispose]());

async function ask(query: string) {
  const { data, errors } = await open.run(query);
  return {
    data: JSON.parse(JSON.stringify(data)) as unknown,
    errors: errors?.map(({ message, path }) => `${path?.join('.')}: ${message}`),
  };
}

test('a reference to what is gone is null without an error', async () => {
  assert.deepEqual(await ask('{ alerts { event { kind } } }'), {
    data: { alerts: [{ event: { kind: 'click' } }, { event: null }] },
    errors: undefined,
  });
  assert.deepEqual(await ask('{ alerts { event { userId id note kind user { name } } by { id name } } }'), {
    data: {
      alerts: [
        {
          event: { userId: 'u1', id: 'e1', note: 'n', kind: 'click', user: { name: 'Ada' } },
          by: { id: 'u1', name: 'Ada' },
        },
        { event: null, by: null },
      ],
    },
    errors: undefined,
  });
});

test('a list holds null for it where it may', async () => {
  assert.deepEqual(await ask('{ alerts { events { kind } } }'), {
    data: { alerts: [{ events: [{ kind: 'click' }] }, { events: [null] }] },
    errors: undefined,
  });
});

test('where nothing may be null, the error stands at the reference', async () => {
  assert.deepEqual(await ask('{ strict { event { kind } } }'), {
    data: { strict: [{ event: { kind: 'click' } }, null] },
    errors: ['strict.1.event: Cannot return null for non-nullable field Strict.event.'],
  });
  assert.deepEqual(await ask('{ alerts { all { kind } } }'), {
    data: { alerts: [{ all: [{ kind: 'click' }] }, { all: null }] },
    errors: ['alerts.1.all.0: Cannot return null for non-nullable field Alert.all.'],
  });
});

test('what may be null is null in a reference that was asked for nothing else', async () => {
  assert.deepEqual((await ask('{ alerts { event { id note } } }')).data, {
    alerts: [{ event: { id: 'e1', note: 'n' } }, { event: { id: 'gone', note: null } }],
  });
});

test('an entity that another subgraph knows is there: what is missing of it is an error', async () => {
  assert.deepEqual(await ask('{ alerts { by { count name } } }'), {
    data: { alerts: [{ by: { count: 1, name: 'Ada' } }, { by: null }] },
    errors: ['alerts.1.by.name: Cannot return null for non-nullable field User.name.'],
  });
});

test('a reference to an interface is null like any other', async () => {
  const medium = { title: 'Metropolis', __typename: 'Film' };
  assert.deepEqual(await ask('{ alerts { medium { title __typename } } }'), {
    data: { alerts: [{ medium }, { medium: null }] },
    errors: undefined,
  });
});

test('a deferred fragment of a reference that has been sent is an error', async () => {
  const document = parse('{ alerts { id event { id ... @defer { kind } } ... @defer { by { name } } } }');
  const prepared = await open.engine.prepare(document, undefined, { isIncremental: true });
  const { initial, deferred } = await open.engine.executeIncrementally(prepared, {
    variables: {},
    headers: {},
  });
  assert.equal(initial.errors, undefined);
  const parts: unknown[] = [];
  for await (const some of deferred ?? [])
    for (const { path, data, errors } of some)
      parts.push([path.join('.'), JSON.stringify(data), errors?.map(({ path }) => path?.join('.'))]);
  assert.deepEqual(
    new Set(parts),
    new Set([
      ['alerts.0.event', '{"kind":"click"}', undefined],
      ['alerts.1.event', 'null', ['alerts.1.event']],
      ['alerts.0', '{"by":{"name":"Ada"}}', undefined],
      ['alerts.1', '{"by":null}', undefined],
    ]),
  );
});
