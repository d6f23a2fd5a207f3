import type { Settings } from '../../src/sign-in/settings.ts';
import { postForm } from './post-form.ts';

interface Addresses {
  readonly graphqlUrl: string;
  readonly issuer: string;
  /** Of what stands for a notification hub. */
  readonly pushUrl: string;
}

/** The stack that runs: "npm run test:mobile" in the repository's root starts one. */
export const stack = JSON.parse(stackAddresses || '{}') as Addresses;

export const stackSettings: Settings = {
  graphqlUrl: stack.graphqlUrl,
  issuer: stack.issuer,
  clientId: 'mobile',
  scopes: 'openid profile offline_access',
};

/** Asks until the answer is there; each try waits for the one before. */
export async function awaitAnswer<Answer>(ask: () => Promise<Answer | undefined>): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
  }
}

async function fetchToken(user: string): Promise<string> {
  const form = postForm({ grant_type: 'password', username: user });
  const response = await nodeFetch(`${stack.issuer}/token`, form);
  return ((await response.json()) as { access_token: string }).access_token;
}

/** What the gateway counts, in the text format of Prometheus. */
export async function readCounters(): Promise<string> {
  const headers = { authorization: `Bearer ${await fetchToken('olga')}` };
  return (await nodeFetch(new URL('/usage/counters', stack.graphqlUrl).href, { headers })).text();
}

/** What another client of a user does. */
export async function createOtherClient(user: string) {
  const token = await fetchToken(user);

  async function ask<Data>(query: string, variables: object = {}): Promise<Data> {
    const answer = await nodeFetch(stack.graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await answer.json()) as { data: Data; errors?: object };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }

  let events = 0;
  const startedMs = Date.now() - 3_600_000;
  const record = (location: object) => {
    events += 1;
    const occurredAt = new Date(startedMs + events * 1_000).toISOString();
    const input = { id: `${startedMs}-${events}`, kind: 'CHECK_IN', occurredAt, location };
    return ask('mutation ($input: RecordActivityInput!) { recordActivity(input: $input) { id } }', { input });
  };
  const inside = { latitude: 52.52, longitude: 13.405 };
  const outside = { latitude: 48.137, longitude: 11.575 };

  return {
    ask,
    /** The one rule of the user, whatever was before. */
    async makeRule(name: string): Promise<void> {
      const { alertRules } = await ask<{ alertRules: { nodes: readonly { id: string }[] } }>(
        '{ alertRules(first: 50) { nodes { id } } }',
      );
      for (const { id } of alertRules.nodes)
        await ask('mutation ($id: ID!) { deleteAlertRule(id: $id) }', { id });
      const geofence = { transition: 'ENTER', center: inside, radiusMeters: 500 };
      await ask('mutation ($input: CreateAlertRuleInput!) { createAlertRule(input: $input) { id } }', {
        input: { name, condition: { geofence } },
      });
    },
    /** Ids of the alerts there are when there are that many, the latest first. */
    listAlerts: (count: number) =>
      awaitAnswer(async () => {
        const { alerts } = await ask<{ alerts: { nodes: readonly { id: string; status: string }[] } }>(
          '{ alerts(first: 50) { nodes { id status } } }',
        );
        return alerts.nodes.length >= count ? alerts.nodes : undefined;
      }),
    /** Leaves the area and enters it, that many times. */
    async raise(count: number): Promise<void> {
      for (let each = 0; each < count; each += 1) {
        await record(outside);
        await record(inside);
      }
    },
  };
}

/** The alert of the latest notification that the stand-in of the hub handed to a device of anybody, once there is one. */
export const awaitPush = (alertId: string) =>
  awaitAnswer(async () => {
    const response = await nodeFetch(`${stack.pushUrl}devices`);
    const { devices } = (await response.json()) as {
      devices: readonly {
        log: readonly { body: string; display: { data: { alertId?: string } } | null }[];
      }[];
    };
    return devices.flatMap(({ log }) => log).find(({ display }) => display?.data.alertId === alertId);
  });
