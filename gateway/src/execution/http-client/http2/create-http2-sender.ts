import type { Cancellation } from '../../../values/cancellation.ts';
import type { ReceivedReply } from '../../subgraph-client/send-fetch.ts';
import type { SubgraphFetch } from '../../subgraph-client/send-subgraph-request.ts';
import { Exchange } from '../exchange.ts';
import type { Place } from '../read-place.ts';
import { SweptPools } from '../swept-pools.ts';
import type { Http2Message } from './http2-exchange.ts';
import { toRequestHeaders } from './http2-headers.ts';
import { Http2SessionPool } from './http2-session-pool.ts';

export interface Http2SenderOptions {
  /** To one server at a time. */
  readonly maxConnections: number;
  readonly onConnect: () => void;
  /** Whether connections are kept for the next request. Default: yes. */
  readonly keepAlive?: boolean;
  /** How often connections are looked after, in milliseconds. Default: 1,000. */
  readonly sweepMs?: number;
}

/** How one request goes. */
export interface Http2Way {
  readonly place: Place;
  /** Sends it by other means where the server chooses HTTP/1.1; undefined where that is an error. */
  readonly sendOtherwise: ((cancellation: Cancellation) => Promise<ReceivedReply>) | undefined;
}

/** Sends requests over HTTP/2, many over one connection: by ALPN with TLS, and without by prior knowledge. */
export interface Http2Sender extends Disposable {
  send(way: Http2Way, fetch: SubgraphFetch, cancellation: Cancellation): Promise<ReceivedReply>;
}

const sendNowhere = () => Promise.reject(new Error('The server does not speak HTTP/2.'));

export function createHttp2Sender(options: Http2SenderOptions): Http2Sender {
  const { maxConnections, onConnect, keepAlive = true, sweepMs } = options;
  const pools = new SweptPools<Http2SessionPool>(sweepMs);

  return {
    send({ place, sendOtherwise }, { headers, body, maxReplyBytes, isIdempotent }, cancellation) {
      const allowsHttp1 = sendOtherwise !== undefined;
      const message: Http2Message = {
        headers: toRequestHeaders(place, headers, body),
        body,
        sendOtherwise: sendOtherwise ?? sendNowhere,
        refusals: 0,
      };
      const exchange = new Exchange({ message, maxBytes: maxReplyBytes, isIdempotent, cancellation });
      const open = () =>
        new Http2SessionPool({ place, allowsHttp1, maxSessions: maxConnections, keepAlive, onConnect });
      pools.find(`${allowsHttp1} ${place.origin}`, open).send(exchange);
      return exchange.response;
    },
    [Symbol.dispose]: () => pools[Symbol.dispose](),
  };
}
