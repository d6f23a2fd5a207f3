import { WebSocket } from 'ws';
import { center } from '../evaluation/sample-rules.ts';
import { askGateway } from './ask-gateway.ts';

/** A user whose every event raises one alert, and who follows alerts. */
export interface OpenUser {
  readonly userId: string;
  /**
   * Goes into the area that their rules watch, or out of it.
   * @returns when the request was sent and when it was answered, in milliseconds since 1970.
   */
  move(eventId: string): Promise<{ readonly sentAt: number; readonly answeredAt: number }>;
  close(): void;
}

export interface OpenUserOptions {
  readonly graphqlUrl: string;
  readonly userId: string;
  readonly token: string;
  readonly onAlert: (eventId: string, receivedAt: number) => void;
}

/** In milliseconds since 1970, with fractions. */
const now = () => performance.timeOrigin + performance.now();

const subscription = `subscription {
  alertRaised { id cursor message user { displayName } activity { id kind occurredAt } }
}`;

/** Registers a user with a rule for coming and one for leaving, and subscribes over a socket of their own. */
export async function openUser(options: OpenUserOptions): Promise<OpenUser> {
  const { graphqlUrl, userId, token, onAlert } = options;
  const profile = { email: `${userId}@headgate.example`, displayName: userId };
  await askGateway(options, 'mutation ($input: RegisterUserInput!) { registerUser(input: $input) { id } }', {
    input: profile,
  });
  for (const transition of ['ENTER', 'EXIT']) {
    const input = { name: 'Square', condition: { geofence: { transition, center, radiusMeters: 100 } } };
    await askGateway(
      options,
      'mutation ($input: CreateAlertRuleInput!) { createAlertRule(input: $input) { id } }',
      { input },
    );
  }
  const socket = await subscribe(graphqlUrl.replace('http', 'ws'), token, (message) => {
    const receivedAt = now();
    const { type, payload } = JSON.parse(message);
    const eventId = payload?.data?.alertRaised?.activity?.id;
    if (type === 'next' && eventId) onAlert(eventId, receivedAt);
  });
  let isThere = false;
  return {
    userId,
    async move(eventId) {
      isThere = !isThere;
      const location = { ...center, latitude: center.latitude + (isThere ? 0 : 0.01) };
      const input = { id: eventId, kind: 'CHECK_IN', occurredAt: new Date().toISOString(), location };
      const sentAt = now();
      await askGateway(
        options,
        'mutation ($input: RecordActivityInput!) { recordActivity(input: $input) { id } }',
        { input },
      );
      return { sentAt, answeredAt: now() };
    },
    close: () => socket.terminate(),
  };
}

async function subscribe(url: string, token: string, onMessage: (message: string) => void) {
  const socket = new WebSocket(url, 'graphql-transport-ws');
  const { promise: acknowledged, resolve, reject } = Promise.withResolvers<void>();
  socket.once('error', reject);
  socket.on('open', () =>
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })),
  );
  socket.on('message', (data) => {
    const message = String(data);
    if (message.includes('"connection_ack"')) resolve();
    else if (message.includes('"type":"ping"')) socket.send('{"type":"pong"}');
    else onMessage(message);
  });
  await acknowledged;
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: subscription } }));
  return socket;
}
