export interface RaiseOptions {
  readonly graphqlUrl: string;
  readonly token: string;
}

const inside = { latitude: 52.52, longitude: 13.405 };
const outside = { latitude: 48.137, longitude: 11.575 };

/** What an ordinary client of the API does to raise alerts, and to see which there are. */
export function createRaiser({ graphqlUrl, token }: RaiseOptions) {
  let events = 0;
  const startedMs = Date.now() - 3_600_000;

  async function ask(query: string, variables: object = {}) {
    const response = await fetch(graphqlUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: Record<string, never>; errors?: object };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }

  function record(location: object) {
    events += 1;
    const occurredAt = new Date(startedMs + events * 60_000).toISOString();
    return ask('mutation ($input: RecordActivityInput!) { recordActivity(input: $input) { id } }', {
      input: { id: `${startedMs}-${events}`, kind: 'CHECK_IN', occurredAt, location },
    });
  }

  return {
    ask,
    async makeRule(name: string): Promise<void> {
      const geofence = { transition: 'ENTER', center: inside, radiusMeters: 500 };
      await ask('mutation ($input: CreateAlertRuleInput!) { createAlertRule(input: $input) { id } }', {
        input: { name, condition: { geofence } },
      });
    },
    /** Raises an alert for each check-in, wherever it is, and pushes it. */
    async makeCheckInRule(): Promise<void> {
      const threshold = { activityKind: 'CHECK_IN', windowSeconds: 60, limit: 1 };
      await ask('mutation ($input: CreateAlertRuleInput!) { createAlertRule(input: $input) { id } }', {
        input: { name: 'Each check-in', condition: { threshold } },
      });
    },
    /** Registers a phone, which alerts are pushed to. */
    async makePhone(): Promise<void> {
      await ask('mutation ($input: RegisterDeviceInput!) { registerDevice(input: $input) { id } }', {
        input: { platform: 'IOS', name: 'Phone', pushHandle: 'handle' },
      });
    },
    /** Leaves the area and enters it, that many times. */
    async raise(count: number): Promise<void> {
      for (let each = 0; each < count; each += 1) {
        await record(outside);
        await record(inside);
      }
    },
    /** Ids of the alerts there are, the newest first. */
    async list(): Promise<readonly string[]> {
      const { alerts } = (await ask('{ alerts(first: 50) { nodes { id } } }')) as unknown as {
        alerts: { nodes: readonly { id: string }[] };
      };
      return alerts.nodes.map(({ id }) => id);
    },
  };
}

export type Raiser = ReturnType<typeof createRaiser>;
