import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { GatewayCaller } from './call-gateway.ts';

/** A client that follows its user's alerts whatever happens. */
export interface AlertFollower extends AsyncDisposable {
  /** Ids of all alerts that it was sent, in the order in which they came. */
  readonly received: readonly string[];
  /** How often its subscription has ended before it was done. */
  readonly interruptions: number;
  /** Resolves when that alert has come. */
  waitFor(alertId: string): Promise<void>;
}

interface RaisedAlert {
  readonly id: string;
  readonly cursor: string;
  /** From another subgraph than the alert. */
  readonly activity: { readonly kind: string } | null;
}

const query = 'subscription ($after: String) { alertRaised(after: $after) { id cursor activity { kind } } }';
/** The cursor before a user's first alert. */
const firstCursor = Buffer.from('["alerts",[0]]').toString('base64url');
const reconnectMs = 200;

/** Subscribes through the gateway, and again from the last cursor whenever the subscription ends. */
export function followAlerts({ graphqlUrl, token }: GatewayCaller): AlertFollower {
  const client = createClient({
    url: graphqlUrl.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  const received: string[] = [];
  const arrived = new EventTarget();
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined);
  let cursor = firstCursor;
  let interruptions = 0;
  let isStopping = false;
  const followOnce = async () => {
    const events = client.iterate<{ alertRaised: RaisedAlert }>({ query, variables: { after: cursor } });
    for await (const { data, errors } of events) {
      if (!data?.alertRaised.activity || errors) {
        failed.reject(new Error(`An incomplete event: ${JSON.stringify({ data, errors })}`));
        return;
      }
      received.push(data.alertRaised.id);
      cursor = data.alertRaised.cursor;
      arrived.dispatchEvent(new Event('alert'));
    }
  };
  const follow = async () => {
    while (!isStopping) {
      await followOnce().catch(() => undefined);
      if (isStopping) return;
      interruptions++;
      await delay(reconnectMs);
    }
  };
  const following = follow();
  return {
    received,
    get interruptions() {
      return interruptions;
    },
    async waitFor(alertId) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const look = () => received.includes(alertId) && resolve();
      arrived.addEventListener('alert', look);
      look();
      await Promise.race([promise, failed.promise]);
      arrived.removeEventListener('alert', look);
    },
    async [Symbol.asyncDispose]() {
      isStopping = true;
      await client.dispose();
      await following;
    },
  };
}
