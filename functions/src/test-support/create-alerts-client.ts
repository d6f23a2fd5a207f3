import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'graphql-ws';

/** What the subscription tells of an alert. */
export interface ReceivedAlert {
  readonly id: string;
  readonly cursor: string;
  readonly message: string;
}

/** The cursor before a user's first alert. */
const firstCursor = Buffer.from('["alerts",[0]]').toString('base64url');
const reconnectMs = 50;

const alertRaised = 'subscription ($after: String) { alertRaised(after: $after) { id cursor message } }';

/** Talks to the alerts subgraph as a user's client does. */
export function createAlertsClient(url: string, token: string) {
  const authorization = `Bearer ${token}`;
  const sockets = createClient({
    url: url.replace('http', 'ws'),
    connectionParams: { authorization },
    retryAttempts: 0,
  });
  const execute = async <Data>(query: string, variables: object = {}): Promise<Data> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
    assert.equal(errors, undefined, JSON.stringify(errors));
    return data;
  };
  return {
    execute,
    /** Creates a rule for a circle of 100 m; answers its id. */
    async watch(transition: 'ENTER' | 'EXIT', center: { latitude: number; longitude: number }) {
      const geofence = { transition, center, radiusMeters: 100 };
      const { createAlertRule } = await execute<{ createAlertRule: { id: string } }>(
        'mutation ($input: CreateAlertRuleInput!) { createAlertRule(input: $input) { id } }',
        { input: { name: 'Square', condition: { geofence } } },
      );
      return createAlertRule.id;
    },
    /** Makes a change while another screen follows changes; answers what that one is told. */
    async takeChange(
      change: () => Promise<unknown>,
    ): Promise<{ readonly id: string; readonly status: string }> {
      const changes = sockets.iterate({ query: 'subscription { alertChanged { id status } }' });
      const next = changes.next();
      await change();
      const { value } = await next;
      await changes.return?.();
      return value?.data?.['alertChanged'] as { id: string; status: string };
    },
    /** Takes the user's first `count` alerts; reconnects, with the last cursor, whenever the connection is lost. */
    async takeAll(count: number): Promise<ReceivedAlert[]> {
      const received: ReceivedAlert[] = [];
      while (received.length < count) {
        const variables = { after: received.at(-1)?.cursor ?? firstCursor };
        try {
          for await (const { data, errors } of sockets.iterate({ query: alertRaised, variables })) {
            assert.equal(errors, undefined);
            received.push(data?.['alertRaised'] as ReceivedAlert);
            if (received.length === count) break;
          }
        } catch (error) {
          if (Array.isArray(error)) throw new Error(JSON.stringify(error));
          await delay(reconnectMs);
        }
      }
      return received;
    },
    [Symbol.asyncDispose]: async () => sockets.dispose(),
  };
}
