import { createRequire } from 'node:module';
import type { Agent } from 'undici';
import { getOrInsert } from '../../values/get-or-insert.ts';
import type { Http2Mode } from '../subgraph-client/http2-mode.ts';
import type { SendFetch } from '../subgraph-client/send-fetch.ts';
import { createUndiciSender } from '../subgraph-client/send-with-undici.ts';
import type { Place } from './read-place.ts';

export interface UndiciSendersOptions {
  /** To one server at a time. */
  readonly maxConnections: number;
  readonly keepAlive: boolean;
  readonly onConnect: () => void;
}

/** Senders through undici, for what our own clients leave to it: each way to connect has one. */
export interface UndiciSenders extends AsyncDisposable {
  find(place: Place | undefined, http2: Http2Mode): SendFetch;
}

/** Not before something needs it. */
const load = createRequire(import.meta.url);

export function createUndiciSenders(options: UndiciSendersOptions): UndiciSenders {
  const { maxConnections, keepAlive, onConnect } = options;
  const agents: Agent[] = [];
  const senders = new Map<string, SendFetch>();

  function open(connect: object, http2: object): SendFetch {
    const undici = load('undici') as typeof import('undici');
    const agent = new undici.Agent({
      connections: maxConnections,
      pipelining: keepAlive ? 1 : 0,
      // The client has a timer for each fetch; these would be two more.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect,
      ...http2,
    });
    agent.on('connect', onConnect);
    agents.push(agent);
    return createUndiciSender(agent);
  }

  return {
    find(place, http2) {
      const socketPath = place && 'path' in place.target ? place.target.path : undefined;
      return getOrInsert(senders, `${http2} ${socketPath ?? ''}`, () =>
        open(socketPath === undefined ? {} : { socketPath }, {
          allowH2: http2 !== 'never',
          ...(http2 === 'only' && { useH2c: true }),
        }),
      );
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(agents.map((agent) => agent.close()));
    },
  };
}
