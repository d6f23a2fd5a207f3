import type { Cancellation } from '../../values/cancellation.ts';
import type { ReceivedReply } from '../subgraph-client/send-fetch.ts';
import type { SubgraphFetch } from '../subgraph-client/send-subgraph-request.ts';
import { ConnectionPool } from './connection-pool.ts';
import { Exchange, type Http1Message } from './exchange.ts';
import type { Place } from './read-place.ts';
import { SweptPools } from './swept-pools.ts';
import { writeFields } from './write-head.ts';

export interface Http1SenderOptions {
  /** To one server at a time. */
  readonly maxConnections: number;
  readonly onConnect: () => void;
}

/** Sends requests over HTTP/1.1. */
export interface Http1Sender extends Disposable {
  /** Undefined for what takes a client that can do more: headers beyond ASCII, or of the framing. */
  send(place: Place, fetch: SubgraphFetch, cancellation: Cancellation): Promise<ReceivedReply> | undefined;
}

/**
 * Creates the client of the hot path: kept connections, one request on each at a time. It knows what a gateway needs of
 * HTTP/1.1, and costs half of what a complete client does.
 */
export function createHttp1Sender({ maxConnections, onConnect }: Http1SenderOptions): Http1Sender {
  const pools = new SweptPools<ConnectionPool>();

  return {
    send(place, { headers, body, maxReplyBytes, isIdempotent }, cancellation) {
      const fields = writeFields(headers);
      if (fields === undefined) return undefined;
      const { path, authority } = place;
      const start = `POST ${path} HTTP/1.1\r\nhost: ${authority}\r\nconnection: keep-alive\r\n`;
      const bytes = Buffer.byteLength(body);
      const text = `${start}${fields}content-length: ${bytes}\r\n\r\n${body}`;
      const message: Http1Message = { text, encoding: bytes === body.length ? 'latin1' : 'utf8' };
      const exchange = new Exchange({ message, maxBytes: maxReplyBytes, isIdempotent, cancellation });
      pools.find(place.origin, () => new ConnectionPool({ place, maxConnections, onConnect })).send(exchange);
      return exchange.response;
    },
    [Symbol.dispose]: () => pools[Symbol.dispose](),
  };
}
