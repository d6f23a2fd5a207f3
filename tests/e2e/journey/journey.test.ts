import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { CosmosClient } from '@azure/cosmos';
import { createJobs } from '@headgate/analytics/jobs/create-jobs.ts';
import { openWarehouse } from '@headgate/analytics/warehouse/open-warehouse.ts';
import { foresee } from '@headgate/dev/demo/foresee.ts';
import { runDemo } from '@headgate/dev/demo/run-demo.ts';
import { findFreePorts } from '@headgate/dev/stack/find-free-ports.ts';
import type { Stack } from '@headgate/dev/stack/stack.ts';
import { startStack } from '@headgate/dev/stack/start-stack.ts';
import { askGateway } from '../crashes/call-gateway.ts';
import { askAs } from './ask-as.ts';
import { leaveTraces, listenForEnd } from './leave-traces.ts';
import { searchLake, searchStores } from './search-stores.ts';

let directory: string;
let stack: Stack;

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'headgate-journey-'));
  stack = await startStack({
    directory,
    ports: await findFreePorts(),
    services: {},
    track: async (_part, start) => void (await start()),
    say: (line) => console.error(line),
  });
});

after(async () => {
  await stack?.[Symbol.asyncDispose]();
  await rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

test('5,000 check-ins of three travellers raise just the alerts that their routes must give', async () => {
  const result = await runDemo({
    graphqlUrl: stack.graphqlUrl,
    issuer: stack.identity.issuer,
    checkIns: 5000,
    pushUrl: stack.pushUrl,
    onCheckIns: () => {},
    onAlert: () => {},
  });
  assert.equal(result.recorded, 5000);
  assert.equal(result.expected.length, 57);
  assert.deepEqual(result.missing, []);
  assert.deepEqual(result.unexpected, []);
  assert.deepEqual(result.unpushed, [], 'a device of each traveller shows their alerts');
  for (const alert of result.seen) {
    assert.match(alert.displayName, /\w/, 'the name comes from PostgreSQL');
    assert.notEqual(alert.place, '', 'the place comes from the event in Cosmos DB');
    assert.match(alert.rule, /ENTER|EXIT/, 'the rule comes from alerts');
  }
});

test('a place that is gone is null where activities and alert rules name it, without an error', async () => {
  const ask = await askAs(stack, 'bob');
  const location = { latitude: 59.33, longitude: 18.06 };
  const place = { name: 'Kiosk', location, radiusMeters: 50 };
  const saved = await ask('mutation ($input: SavePlaceInput!) { savePlace(input: $input) { id } }', {
    input: place,
  });
  const { id } = (saved.data as { savePlace: { id: string } }).savePlace;
  const made = await ask(
    `mutation ($activity: RecordActivityInput!, $rule: CreateAlertRuleInput!) {
      recordActivity(input: $activity) { place { name } }
      createAlertRule(input: $rule) { condition { ... on GeofenceCondition { place { name } } } }
    }`,
    {
      activity: {
        id: 'gone-1',
        kind: 'CHECK_IN',
        occurredAt: new Date().toISOString(),
        location,
        placeId: id,
      },
      rule: {
        name: 'At the kiosk',
        condition: { geofence: { placeId: id, center: location, radiusMeters: 50, transition: 'ENTER' } },
      },
    },
  );
  assert.deepEqual(made, {
    data: {
      recordActivity: { place: { name: 'Kiosk' } },
      createAlertRule: { condition: { place: { name: 'Kiosk' } } },
    },
  });
  assert.deepEqual(await ask('mutation ($id: ID!) { removePlace(id: $id) }', { id }), {
    data: { removePlace: id },
  });
  const after = await ask(`{
    viewer { activities(first: 1) { nodes { placeId place { id name } } } }
    alertRules { nodes { name condition { ... on GeofenceCondition { placeId place { id name } } } } }
  }`);
  assert.equal(after.errors, undefined, JSON.stringify(after.errors));
  const { viewer, alertRules } = after.data as {
    viewer: { activities: { nodes: unknown[] } };
    alertRules: { nodes: { name: string; condition: unknown }[] };
  };
  const gone = { placeId: id, place: null };
  assert.deepEqual(viewer.activities.nodes, [gone]);
  assert.deepEqual(alertRules.nodes.find(({ name }) => name === 'At the kiosk')?.condition, gone);
});

test('cursors of other lists, of other people and of nobody are refused by name or give one’s own, and others are answered meanwhile', async () => {
  const [ada, bob] = await Promise.all([askAs(stack, 'ada'), askAs(stack, 'bob')]);
  const lists = {
    activities:
      'viewer { list: activities(first: 1, after: $after) { edges { cursor node { user { id } } } } }',
    alerts: 'list: alerts(first: 1, after: $after) { edges { cursor node { user { id } } } }',
    alertRules: 'list: alertRules(first: 1, after: $after) { edges { cursor node { user { id } } } }',
    places: 'list: places(first: 1, after: $after) { edges { cursor } }',
  };
  type Edges = readonly {
    readonly cursor: string;
    readonly node?: { readonly user: { readonly id: string } };
  }[];
  const page = async (ask: typeof ada, list: string, after?: string) => {
    const answer = await ask(`query ($after: String) { ${list} }`, { after });
    const data = answer.data as { list?: { edges: Edges }; viewer?: { list?: { edges: Edges } } } | null;
    return { errors: answer.errors, edges: (data?.list ?? data?.viewer?.list)?.edges ?? [] };
  };
  let isOver = false;
  const attack = async () => {
    const foreign = await Promise.all(Object.values(lists).map((list) => page(ada, list)));
    const cursors = foreign.map(({ edges }) => edges[0]?.cursor);
    for (const [at, [name, list]] of Object.entries(lists).entries()) {
      const others = cursors.filter((cursor, from) => from !== at && cursor !== undefined);
      const made = ['x', '', '=', 'a'.repeat(100_000), Buffer.from('{"list":[]}').toString('base64url')];
      for (const after of [...others, ...made]) {
        const { errors } = await page(ada, list, after);
        assert.equal(errors?.[0]?.extensions.code, 'BAD_USER_INPUT', `${name} after ${after?.slice(0, 40)}`);
      }
      // One's own list, wherever another person stood in theirs.
      const { errors, edges } = await page(bob, list, cursors[at]);
      assert.equal(errors, undefined, JSON.stringify(errors));
      for (const { node } of edges) if (node) assert.equal(node.user.id, 'bob');
    }
  };
  const attacking = attack().finally(() => {
    isOver = true;
  });
  attacking.catch(() => undefined);
  const carol = await askAs(stack, 'carol');
  for (let answered = 0; answered < 3 || !isOver; answered += 1) {
    assert.deepEqual(await carol('{ viewer { id } }'), { data: { viewer: { id: 'carol' } } });
  }
  await attacking;
});

test('six weeks of a habit become a forecast, and an hour unlike them an alert by the batch coefficients', async () => {
  const { graphqlUrl, identity } = stack;
  const { forecast, anomaly } = await foresee({ graphqlUrl, issuer: identity.issuer });
  assert.ok(0 <= forecast.low && forecast.low <= forecast.expected && forecast.expected <= forecast.high);
  assert.match(anomaly, /much more has happened this hour than usually/);
});

test('an account that is deleted leaves its id and its e-mail in no store, and models forget it', async () => {
  const { graphqlUrl, redisUrl = '', pushUrl = '', databaseUrl, cosmosConnectionString } = stack;
  const person = {
    id: 'erased-eve',
    email: 'eve@erased.example',
    graphqlUrl,
    token: await stack.identity.issueToken({ userId: 'erased-eve' }),
  };
  const texts = [person.id, person.email];
  const stores = { databaseUrl, cosmosConnectionString, redisUrl, pushUrl, directory };
  await leaveTraces(person, redisUrl);
  const isThere = async (place: string) => (await searchStores(stores, texts)).includes(place);
  // The alert is raised and the coefficients are there: both come after the events.
  for (const place of [
    'postgres: users',
    'cosmos: activity',
    `redis: headgate:sessions:subject:${person.id}`,
  ])
    assert.ok(await isThere(place), place);
  const container = new CosmosClient(cosmosConnectionString).database('headgate').container('alerts');
  const readTypes = async () => {
    const query = { query: 'SELECT VALUE c.type FROM c', parameters: [] };
    return (await container.items.query<string>(query, { partitionKey: person.id }).fetchAll()).resources;
  };
  let types: string[] = [];
  while (!['alert', 'anomaly-coefficients', 'prediction'].every((type) => types.includes(type))) {
    types = await readTypes();
    await delay(100);
  }

  const landed = await readdir(join(directory, 'landing'));
  for (const table of ['activity', 'alerts', 'users', 'places']) assert.ok(landed.includes(table), table);

  const { key } = await listenForEnd(redisUrl);
  await askGateway(person, { query: 'mutation { deleteAccount }', variables: {} });
  // The hub is told by accounts, the rest is the functions' to do.
  for (const place of ['postgres: erasures', 'push: installations'])
    while (await isThere(place)) await delay(200);
  assert.equal(await key, `session-of-${person.id}`);
  // Gateways are told by name which answers to forget; the stream forgets that in its turn.
  const left = (await searchStores(stores, texts)).filter(
    (place) => place !== 'redis: headgate:invalidations',
  );
  assert.deepEqual(left, []);

  await stack[Symbol.asyncDispose]();
  const file = join(directory, 'lake', 'warehouse.duckdb');
  const landing = join(directory, 'landing');
  const gold = join(directory, 'lake', 'gold');
  {
    await using warehouse = await openWarehouse({ file });
    const now = () => Date.now() + 31 * 24 * 3_600_000;
    const jobs = createJobs({ warehouse, landing, gold, alerts: null, horizonDays: 30, now });
    while (await jobs.refresh());
    await jobs.cleanUp();
  }
  assert.deepEqual(await searchLake(directory, file, texts), []);
});
