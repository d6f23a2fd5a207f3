import { channel } from 'node:diagnostics_channel';
import { createRequire } from 'node:module';
import type { Agent } from 'undici';
import type { SendFetch } from '../subgraph-client/send-fetch.ts';
import { createUndiciSender } from '../subgraph-client/send-with-undici.ts';
import { createPlainSender } from './create-plain-sender.ts';

export interface HttpSenderOptions {
  /** Whether connections are kept for the next request. */
  readonly keepAlive: boolean;
  readonly onConnect: () => void;
}

/** Sends requests to subgraphs. */
export interface HttpSender extends AsyncDisposable {
  readonly send: SendFetch;
}

const maxConnections = 128;

/** undici's own: who traces requests by it, or changes them, is told of them, and so they have to go through it. */
const undiciRequests = channel('undici:request:create');

/** Whose telemetry is ours, which looks at no request that names its trace: it need not be told of them. */
const ownTelemetry = channel('headgate:telemetry');

/** Not before something needs it. */
const load = createRequire(import.meta.url);

/** Creates the client of subgraphs: plain HTTP is the hot path, and everything else is undici's. */
export function createHttpSender({ keepAlive, onConnect }: HttpSenderOptions): HttpSender {
  const plain = keepAlive ? createPlainSender({ maxConnections, onConnect }) : undefined;
  let agent: Agent | undefined;
  let sendThroughUndici: SendFetch | undefined;

  function openUndici(): SendFetch {
    const undici = load('undici') as typeof import('undici');
    agent = new undici.Agent({
      connections: maxConnections,
      pipelining: keepAlive ? 1 : 0,
      // The client has a timer for each fetch; these would be two more.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    agent.on('connect', onConnect);
    sendThroughUndici = createUndiciSender(agent);
    return sendThroughUndici;
  }

  return {
    send(fetch, cancellation) {
      const isWatched = undiciRequests.hasSubscribers && !ownTelemetry.hasSubscribers;
      const sent = isWatched ? undefined : plain?.send(fetch, cancellation);
      return sent ?? (sendThroughUndici ?? openUndici())(fetch, cancellation);
    },
    async [Symbol.asyncDispose]() {
      plain?.[Symbol.dispose]();
      await agent?.close();
    },
  };
}
