import { Redis } from 'ioredis';
import { createSessionStore, endedChannelOf } from '../../../gateway/src/sessions/create-session-store.ts';
import { createVault } from '../../../gateway/src/sessions/create-vault.ts';
import { askGateway } from '../crashes/call-gateway.ts';

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly graphqlUrl: string;
  readonly token: string;
}

const dayMs = 24 * 3_600_000;

const arrive = `mutation ($user: RegisterUserInput!, $device: RegisterDeviceInput!, $place: SavePlaceInput!, $unusual: CreateAlertRuleInput!, $buys: CreateAlertRuleInput!, $often: CreateAlertRuleInput!) {
  registerUser(input: $user) { id }
  registerDevice(input: $device) { id }
  savePlace(input: $place) { id }
  unusual: createAlertRule(input: $unusual) { id }
  buys: createAlertRule(input: $buys) { id }
  often: createAlertRule(input: $often) { id }
}`;
const act = `mutation ($inputs: [RecordActivityInput!]!) { recordActivities(inputs: $inputs) { stored { id } } }`;
const look = `{ viewer { email displayName devices { id } activityCount usualWeek { events } } alerts(first: 5) { nodes { message } } }`;

/** Does all that leaves something of a person behind: account, device, place, rules, events, alerts, answers, a session. */
export async function leaveTraces(person: Person, redisUrl: string): Promise<void> {
  const rule = (name: string, condition: object) => ({ name: `${name} of ${person.id}`, condition });
  await askGateway(person, {
    query: arrive,
    variables: {
      user: { email: person.email, displayName: `Name of ${person.id}` },
      device: { platform: 'IOS', name: 'Phone', pushHandle: `handle-of-${person.id}` },
      place: { name: `Home of ${person.id}`, location: { latitude: 1, longitude: 2 }, radiusMeters: 100 },
      unusual: rule('Unusual', { anomaly: { minDeviations: 3 } }),
      buys: rule('Buys', { predicted: { target: 'LIKELY_TO_BUY' } }),
      often: rule('Often', { threshold: { aggregate: 'COUNT', limit: 3, windowSeconds: 3600 } }),
    },
  });
  const inputs = Array.from({ length: 40 }, (_, n) => ({
    id: `${person.id}-event-${n}`,
    kind: n % 2 === 0 ? 'PURCHASE' : 'VIEW',
    occurredAt: new Date(Date.now() - (n > 35 ? 0 : n * dayMs)).toISOString(),
    properties: { note: person.email },
  }));
  await askGateway(person, { query: act, variables: { inputs } });
  await askGateway(person, { query: look, variables: {} });
  const client = new Redis(redisUrl);
  const vault = createVault([Buffer.alloc(32, 1)]);
  const store = createSessionStore({ client, prefix: 'headgate:', vault, absoluteMs: dayMs });
  await store.create(
    {
      key: `session-of-${person.id}`,
      subject: person.id,
      issuerSession: undefined,
      name: person.id,
      roles: [],
      createdAtMs: Date.now(),
      seenAtMs: Date.now(),
      tokens: { access: 'a', refresh: 'r', id: undefined, expiresAtMs: Date.now() + dayMs },
    },
    dayMs,
  );
  client.disconnect();
}

export interface EndOfSession {
  /** The key of the first session that gateways are told has ended. */
  readonly key: Promise<string>;
}

/** Listens as gateways do; resolves when it listens. */
export async function listenForEnd(redisUrl: string): Promise<EndOfSession> {
  const client = new Redis(redisUrl);
  await client.subscribe(endedChannelOf('headgate:'));
  const { promise, resolve } = Promise.withResolvers<string>();
  client.on('message', (_channel, key) => {
    client.disconnect();
    resolve(key);
  });
  return { key: promise };
}
