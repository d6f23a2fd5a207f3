import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Redis } from 'ioredis';
import { startTwoGateways, type TwoGateways } from './start-two-gateways.ts';

let gateways: TwoGateways;
let redis: Redis;

before(async () => {
  gateways = await startTwoGateways();
  redis = new Redis(gateways.redisUrl);
});

after(async () => {
  redis?.disconnect();
  await gateways?.[Symbol.asyncDispose]();
});

const newcomer = { userId: 'newcomer' };
const neighbour = { userId: 'neighbour' };

/** Subgraphs choose the ids of rules and places. */
const ruleId = async () =>
  (await gateways.ask(1, '{ alertRules { nodes { id } } }', newcomer)).data.alertRules.nodes[0].id;
const placeId = async () =>
  (await gateways.ask(1, '{ viewer { places { nodes { id } } } }', newcomer)).data.viewer.places.nodes[0].id;

const place = 'name: "Home", location: { latitude: 1, longitude: 2 }, radiusMeters: 50';
const rule = 'name: "Quiet", condition: { inactivity: { afterSeconds: 60 } }';
const viewer =
  '{ viewer { id displayName notificationPreferences { pushEnabled } places { nodes { name radiusMeters } } } }';
const activity = '{ viewer { id activityCount lastActivity { id kind } } }';
const rules = '{ alertRules { nodes { name paused } } }';

/** Each mutation with a query whose answer it changes, and the subgraph whose data that is. */
const changes: readonly [
  mutation: string | (() => Promise<string>),
  query: string,
  subgraph: 'accounts' | 'activity' | 'alerts',
][] = [
  ['registerUser(input: { email: "n@example.com", displayName: "New" }) { id }', viewer, 'accounts'],
  ['updateProfile(input: { displayName: "Newer" }) { id }', viewer, 'accounts'],
  ['updateNotificationPreferences(input: { pushEnabled: false }) { id }', viewer, 'accounts'],
  [`savePlace(input: { ${place} }) { id }`, viewer, 'accounts'],
  [
    async () => `savePlace(input: { id: "${await placeId()}", ${place.replace('50', '60')} }) { id }`,
    viewer,
    'accounts',
  ],
  [async () => `removePlace(id: "${await placeId()}")`, viewer, 'accounts'],
  [
    'recordActivity(input: { id: "1", kind: VIEW, occurredAt: "2026-01-01T00:00:00Z" }) { id }',
    activity,
    'activity',
  ],
  [
    'recordActivities(inputs: [{ id: "2", kind: CLICK, occurredAt: "2026-01-02T00:00:00Z" }]) { stored { id } }',
    activity,
    'activity',
  ],
  [`createAlertRule(input: { ${rule} }) { id }`, rules, 'alerts'],
  [
    async () => `updateAlertRule(id: "${await ruleId()}", input: { name: "Quieter" }) { id }`,
    rules,
    'alerts',
  ],
  [async () => `pauseAlertRule(id: "${await ruleId()}") { id }`, rules, 'alerts'],
  [async () => `deleteAlertRule(id: "${await ruleId()}")`, rules, 'alerts'],
];

/** Asks until the answer is one that was kept. */
async function askUntilKept(gateway: 1 | 2, query: string, user: typeof newcomer) {
  for (;;) {
    const answer = await gateways.ask(gateway, query, user);
    if (answer.isKept) return answer.data;
  }
}

/** Follows the stream of invalidations from now on. */
async function followInvalidations() {
  const [last] = await redis.xrevrange('headgate:invalidations', '+', '-', 'COUNT', 1);
  let position = last?.[0] ?? '0-0';
  return async () => {
    const news = await redis.xread('BLOCK', 0, 'STREAMS', 'headgate:invalidations', position);
    const [id, fields] = news?.[0]?.[1][0] ?? [];
    position = id ?? position;
    return fields?.[1];
  };
}

test('each mutation through one gateway is seen by queries through the other, and costs no other user a thing', async () => {
  await askUntilKept(2, rules, neighbour);
  for (const [change, query, subgraph] of changes) {
    const before = await askUntilKept(2, query, newcomer);
    assert.deepEqual((await gateways.ask(1, query, newcomer)).data, before);
    const next = await followInvalidations();
    const mutation = typeof change === 'string' ? change : await change();
    await gateways.ask(1, `mutation { ${mutation} }`, newcomer);
    assert.equal(await next(), `["tag:${subgraph}:user-newcomer"]`, mutation);
    let seen = await gateways.ask(2, query, newcomer);
    while (seen.isKept && JSON.stringify(seen.data) === JSON.stringify(before)) {
      seen = await gateways.ask(2, query, newcomer);
    }
    assert.notDeepEqual(seen.data, before, mutation);
  }
  assert.equal((await gateways.ask(2, rules, neighbour)).isKept, true);
});

test('what changes by itself, and what operators see, is not kept', async () => {
  const operator = { userId: 'olga', roles: ['operator'] };
  for (const [query, user] of [
    ['{ viewer { id devices { id } } }', newcomer],
    ['{ alerts { nodes { id } } }', newcomer],
    ['{ users { nodes { id } } }', operator],
    ['{ user(id: "newcomer") { displayName } }', operator],
  ] as const) {
    await gateways.ask(1, query, user);
    assert.equal((await gateways.ask(1, query, user)).isKept, false, query);
  }
});
