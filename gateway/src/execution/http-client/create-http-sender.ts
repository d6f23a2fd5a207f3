import { channel } from 'node:diagnostics_channel';
import type { Cancellation } from '../../values/cancellation.ts';
import type { Http2Mode } from '../subgraph-client/http2-mode.ts';
import type { ObservedFetch, SendFetch } from '../subgraph-client/send-fetch.ts';
import { createHttp1Sender } from './create-http1-sender.ts';
import { createUndiciSenders } from './create-undici-senders.ts';
import { createHttp2Sender } from './http2/create-http2-sender.ts';
import { createPlaces, type Place } from './read-place.ts';

export interface HttpSenderOptions {
  /** Whether connections are kept for the next request. */
  readonly keepAlive: boolean;
  readonly onConnect: () => void;
  /** Whether each subgraph is asked over HTTP/2. Default: `auto`. */
  readonly http2Of?: (subgraph: string) => Http2Mode;
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

/** Creates the client of subgraphs: HTTP/1.1 and HTTP/2 are our own, and what is out of the way is undici's. */
export function createHttpSender(options: HttpSenderOptions): HttpSender {
  const { keepAlive, onConnect, http2Of = () => 'auto' } = options;
  const places = createPlaces();
  const http1 = createHttp1Sender({ maxConnections, onConnect });
  const http2 = createHttp2Sender({ maxConnections, keepAlive, onConnect });
  const undici = createUndiciSenders({ maxConnections, keepAlive, onConnect });

  const sendOverHttp1 = (place: Place, fetch: ObservedFetch, cancellation: Cancellation) =>
    (keepAlive ? http1.send(place, fetch, cancellation) : undefined) ??
    undici.find(place, 'never')(fetch, cancellation);

  return {
    send(fetch, cancellation) {
      if (cancellation.isCancelled) return Promise.reject(cancellation.reason);
      const mode = http2Of(fetch.subgraph);
      try {
        const place = places.find(fetch.url);
        const isWatched = undiciRequests.hasSubscribers && !ownTelemetry.hasSubscribers;
        if (place === undefined || isWatched) return undici.find(place, mode)(fetch, cancellation);
        if (mode === 'only') return http2.send({ place, sendOtherwise: undefined }, fetch, cancellation);
        if (mode === 'never' || !place.isSecure) return sendOverHttp1(place, fetch, cancellation);
        const sendOtherwise = (own: Cancellation) => sendOverHttp1(place, fetch, own);
        return http2.send({ place, sendOtherwise }, fetch, cancellation);
      } catch (error) {
        return Promise.reject(error);
      }
    },
    async [Symbol.asyncDispose]() {
      http1[Symbol.dispose]();
      http2[Symbol.dispose]();
      await undici[Symbol.asyncDispose]();
    },
  };
}
