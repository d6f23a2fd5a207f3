import { randomUUID } from 'node:crypto';
import { HubError } from '../protocol/hub-error.ts';
import { verifyVapid } from './verify-vapid.ts';

/** A message for a browser, encrypted. */
export interface PushRequest {
  readonly channel: string;
  readonly authorization: string | undefined;
  readonly encoding: string | undefined;
  readonly ttl: string | undefined;
  readonly topic: string | undefined;
  readonly body: Buffer;
}

/** A browser's connection: what it says goes to `receive`. */
export interface BrowserConnection {
  receive(text: string): void;
  close(): void;
}

/** What browsers and application servers see of a push service. */
export interface PushService {
  /** Serves a browser, in the protocol of Mozilla's push service. */
  connect(send: (message: object) => void): BrowserConnection;
  /**
   * Takes a message: https://www.rfc-editor.org/rfc/rfc8030#section-5
   * @returns the id of the message
   * @throws {HubError} 400, 401, 403, 410 for a subscription that is no more, 413
   */
  post(request: PushRequest): string;
}

interface Message {
  readonly version: string;
  readonly topic: string | undefined;
  readonly diesAt: number;
  readonly data: string;
  readonly headers: { readonly encoding: string };
}

interface Channel {
  readonly id: string;
  readonly channelId: string;
  readonly agent: string;
  /** The key whose owner alone may send; undefined lets everybody. */
  readonly key: string | undefined;
  /** What the browser has not said that it got, the oldest first. */
  waiting: readonly Message[];
}

const maxBody = 4096;
const maxWaiting = 100;
const maxChannels = 1_000;

export interface PushServiceOptions {
  /** Where it is reached, without a slash at the end. */
  readonly origin: () => string;
  readonly now: () => number;
}

/** Makes a push service that keeps everything in memory. */
export function createPushService({ origin, now }: PushServiceOptions): PushService {
  const channels = new Map<string, Channel>();
  const agents = new Map<string, (message: object) => void>();

  function hand({ agent, channelId: channelID }: Channel, { version, data, headers }: Message): void {
    agents.get(agent)?.({ messageType: 'notification', channelID, version, data, headers });
  }

  function register(agent: string, channelId: string, key: string | undefined): string {
    const id = randomUUID();
    // Browsers pad, and write base64 in either alphabet.
    const bare = key && Buffer.from(key, 'base64').toString('base64url');
    channels.set(id, { id, channelId, agent, key: bare, waiting: [] });
    const [oldest] = channels.keys();
    if (channels.size > maxChannels && oldest) channels.delete(oldest);
    return `${origin()}/push/${id}`;
  }

  const channelsOf = (agent: string) => [...channels.values()].filter((channel) => channel.agent === agent);

  return {
    connect(send) {
      let agent = '';
      const answers: Readonly<Record<string, (message: AgentMessage) => void>> = {
        hello({ uaid }) {
          agent = uaid || randomUUID().replaceAll('-', '');
          agents.set(agent, send);
          send({ messageType: 'hello', uaid: agent, status: 200, use_webpush: true, broadcasts: {} });
          for (const channel of channelsOf(agent))
            for (const message of channel.waiting) hand(channel, message);
        },
        register({ channelID, key }) {
          const pushEndpoint = register(agent, channelID, key);
          send({ messageType: 'register', channelID, status: 200, pushEndpoint });
        },
        unregister({ channelID }) {
          for (const { id, channelId } of channelsOf(agent)) if (channelId === channelID) channels.delete(id);
          send({ messageType: 'unregister', channelID, status: 200 });
        },
        ack({ updates = [] }) {
          const versions = new Set(updates.map(({ version }) => version));
          for (const channel of channelsOf(agent))
            channel.waiting = channel.waiting.filter(({ version }) => !versions.has(version));
        },
      };
      return {
        receive(text) {
          const message = JSON.parse(text) as AgentMessage;
          // `{}` asks whether somebody is there.
          if (message.messageType === undefined) send({});
          else answers[message.messageType]?.(message);
        },
        close() {
          if (agents.get(agent) === send) agents.delete(agent);
        },
      };
    },
    post({ channel: id, authorization, encoding, ttl, topic, body }) {
      const channel = channels.get(id);
      if (!channel) throw new HubError(410, 'There is no such subscription any more.');
      const key = verifyVapid({ authorization, origin: origin(), nowMs: now() });
      if (channel.key !== undefined && channel.key !== key)
        throw new HubError(403, 'The subscription is for another key.');
      if (!/^\d+$/.test(ttl ?? '')) throw new HubError(400, 'A TTL in seconds is missing.');
      if (encoding !== 'aes128gcm') throw new HubError(400, 'The content encoding is not aes128gcm.');
      if (body.length > maxBody) throw new HubError(413, `A message has at most ${maxBody} bytes.`);
      const message: Message = {
        version: randomUUID(),
        topic,
        diesAt: now() + Number(ttl) * 1000,
        data: body.toString('base64url'),
        headers: { encoding },
      };
      const others = channel.waiting.filter(
        (each) => each.diesAt > now() && (topic === undefined || each.topic !== topic),
      );
      channel.waiting = [...others, message].slice(-maxWaiting);
      hand(channel, message);
      return message.version;
    },
  };
}

interface AgentMessage {
  readonly messageType?: string;
  readonly uaid?: string;
  readonly channelID: string;
  readonly key?: string;
  readonly updates?: readonly { readonly version: string }[];
}
