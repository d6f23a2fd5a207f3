import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TokenRequest } from '@headgate/identity-provider/identity-provider-options.ts';
import { sampleInput } from '../test-support/sample-activities.ts';
import { ada, bob, operator, startTestSubgraph } from '../test-support/start-test-subgraph.ts';

let subgraph: Awaited<ReturnType<typeof startTestSubgraph>>;

before(async () => {
  subgraph = await startTestSubgraph();
  const input = sampleInput(1);
  const mutation = 'mutation ($input: RecordActivityInput!) { recordActivity(input: $input) { id } }';
  for (const caller of [ada, bob]) await subgraph.ask(mutation, caller, { input });
});
after(() => subgraph[Symbol.asyncDispose]());

const entities = (fields: string) =>
  `query ($of: [_Any!]!) { found: _entities(representations: $of) { ${fields} } }`;
const adasEvent = { of: [{ __typename: 'Activity', id: 'event-1', userId: 'ada' }] };
const adaHerself = { of: [{ __typename: 'User', id: 'ada' }] };

/** Each way to ada's data, and what it answers to whoever may see them. */
const personal: [what: string, query: string, variables: object, found: unknown][] = [
  [
    'Query.activity of a user',
    '{ found: activity(id: "event-1", userId: "ada") { userId } }',
    {},
    { userId: 'ada' },
  ],
  [
    'Activity by reference',
    entities('... on Activity { userId kind }'),
    adasEvent,
    [{ userId: 'ada', kind: 'CHECK_IN' }],
  ],
  [
    'User.activities',
    entities('... on User { activities { nodes { id } } }'),
    adaHerself,
    [{ activities: { nodes: [{ id: 'event-1' }] } }],
  ],
  ['User.activityCount', entities('... on User { activityCount }'), adaHerself, [{ activityCount: 1 }]],
  [
    'User.lastActivity',
    entities('... on User { lastActivity { id } }'),
    adaHerself,
    [{ lastActivity: { id: 'event-1' } }],
  ],
];

async function refusal(query: string, caller: TokenRequest | null, variables: object) {
  const { data, errors } = await subgraph.ask(query, caller, variables);
  assert.match(JSON.stringify(data), /^(null|{"found":(null|\[(null|{"lastActivity":null})\])})$/);
  return errors?.map(({ extensions }) => extensions.code);
}

for (const [what, query, variables, found] of personal) {
  test(`${what} is for the user and for operators`, async () => {
    for (const caller of [ada, operator]) {
      const { data, errors } = await subgraph.ask(query, caller, variables);
      assert.deepEqual(errors, undefined);
      assert.deepEqual(data, { found });
    }
    assert.deepEqual(await refusal(query, bob, variables), ['FORBIDDEN']);
    assert.deepEqual(await refusal(query, null, variables), ['UNAUTHENTICATED']);
  });
}

test('Query.activity without a user is the caller’s own', async () => {
  const query = '{ found: activity(id: "event-1") { userId } }';
  for (const caller of [ada, bob]) {
    assert.deepEqual(await subgraph.ask(query, caller), { data: { found: { userId: caller.userId } } });
  }
  assert.deepEqual(await subgraph.ask(query, operator), { data: { found: null } });
  assert.deepEqual(await refusal(query, null, {}), ['UNAUTHENTICATED']);
});

test('mutations need a caller, and record as the caller', async () => {
  const one = 'mutation ($input: RecordActivityInput!) { recordActivity(input: $input) { userId } }';
  const many =
    'mutation ($inputs: [RecordActivityInput!]!) { recordActivities(inputs: $inputs) { stored { userId } } }';
  const variables = { input: sampleInput(2), inputs: [sampleInput(3)] };
  for (const caller of [bob, operator]) {
    const stored = { userId: caller.userId };
    assert.deepEqual(await subgraph.ask(one, caller, variables), { data: { recordActivity: stored } });
    const { data } = await subgraph.ask(many, caller, variables);
    assert.deepEqual(data, { recordActivities: { stored: [stored] } });
  }
  for (const mutation of [one, many]) {
    const { data, errors } = await subgraph.ask(mutation, null, variables);
    assert.equal(data, null);
    assert.equal(errors?.[0]?.extensions.code, 'UNAUTHENTICATED');
  }
});

test('Place.recentActivities are the caller’s own, and everybody’s for an operator', async () => {
  const query = entities('... on Place { recentActivities(first: 100) { userId id } }');
  const variables = { of: [{ __typename: 'Place', id: 'store-1' }] };
  const usersFor = async (caller: TokenRequest) => {
    const { data } = await subgraph.ask(query, caller, variables);
    return new Set(data.found[0].recentActivities.map(({ userId }: { userId: string }) => userId));
  };
  assert.deepEqual(await usersFor(ada), new Set(['ada']));
  assert((await usersFor(operator)).isSupersetOf(new Set(['ada', 'bob'])));
  assert.deepEqual(await usersFor({ userId: 'nobody-yet' }), new Set());
  assert.deepEqual(await refusal(query, null, variables), ['UNAUTHENTICATED']);
});

test('a reference to another user’s event is refused by itself, and tells nothing of whether it exists', async () => {
  const of = ['ada', 'bob'].flatMap((userId) => [
    { __typename: 'Activity', id: 'event-1', userId },
    { __typename: 'Activity', id: 'absent', userId },
  ]);
  const { data, errors } = await subgraph.ask(entities('... on Activity { userId }'), bob, { of });
  assert.deepEqual(data.found, [null, null, { userId: 'bob' }, null]);
  assert.deepEqual(
    errors?.map(({ extensions, path }) => [extensions.code, path]),
    [
      ['FORBIDDEN', ['found', 0]],
      ['FORBIDDEN', ['found', 1]],
    ],
  );
});

test('a user or a place is named by anybody', async () => {
  const of = [
    { __typename: 'User', id: 'ada' },
    { __typename: 'Place', id: 'store-1' },
  ];
  const query = entities('... on User { id } ... on Place { id }');
  assert.deepEqual(await subgraph.ask(query, null, { of }), {
    data: { found: [{ id: 'ada' }, { id: 'store-1' }] },
  });
});
