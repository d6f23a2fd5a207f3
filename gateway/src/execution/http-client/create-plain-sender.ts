import type { Cancellation } from '../../values/cancellation.ts';
import type { ReceivedReply } from '../subgraph-client/send-fetch.ts';
import type { SubgraphFetch } from '../subgraph-client/send-subgraph-request.ts';
import type { Target } from './connection.ts';
import { ConnectionPool } from './connection-pool.ts';
import { Exchange } from './exchange.ts';
import { writeFields } from './write-head.ts';

export interface PlainSenderOptions {
  /** To one server at a time. */
  readonly maxConnections: number;
  readonly onConnect: () => void;
}

/** Sends requests over plain HTTP/1.1. */
export interface PlainSender extends Disposable {
  /** Undefined for what takes a client that can do more: TLS, credentials in the URL, headers beyond ASCII, or of the framing. */
  send(fetch: SubgraphFetch, cancellation: Cancellation): Promise<ReceivedReply> | undefined;
}

interface Place {
  readonly origin: string;
  readonly target: Target;
  /** How each request there begins. */
  readonly start: string;
}

const sweepMs = 1_000;
const maxPlaces = 1_000;

/**
 * Creates the client of the hot path: kept connections, one request on each at a time. It knows what a gateway needs of
 * HTTP/1.1, and costs half of what a complete client does.
 */
export function createPlainSender({ maxConnections, onConnect }: PlainSenderOptions): PlainSender {
  const places = new Map<string, Place | undefined>();
  const pools = new Map<string, ConnectionPool>();
  let sweeping: NodeJS.Timeout | undefined;

  function findPlace(url: string): Place | undefined {
    if (places.has(url)) return places.get(url);
    if (places.size >= maxPlaces) places.clear();
    const place = readPlace(url);
    places.set(url, place);
    return place;
  }

  function findPool({ origin, target }: Place): ConnectionPool {
    let pool = pools.get(origin);
    if (!pool) {
      pool = new ConnectionPool({ target, maxConnections, onConnect });
      pools.set(origin, pool);
      sweeping ??= setInterval(sweep, sweepMs).unref();
    }
    return pool;
  }

  function sweep(): void {
    const nowMs = performance.now();
    for (const [origin, pool] of pools) {
      pool.sweep(nowMs);
      if (pool.isEmpty) pools.delete(origin);
    }
    if (pools.size > 0) return;
    clearInterval(sweeping);
    sweeping = undefined;
  }

  return {
    send({ url, headers, body, maxReplyBytes, isIdempotent }, cancellation) {
      const place = findPlace(url);
      if (!place) return undefined;
      if (cancellation.isCancelled) return Promise.reject(cancellation.reason);
      let fields: string | undefined;
      try {
        fields = writeFields(headers);
      } catch (error) {
        return Promise.reject(error);
      }
      if (fields === undefined) return undefined;
      const text = `${place.start}${fields}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
      const exchange = new Exchange({ text, maxBytes: maxReplyBytes, isIdempotent, cancellation });
      findPool(place).send(exchange);
      return exchange.response;
    },
    [Symbol.dispose]() {
      clearInterval(sweeping);
      for (const pool of pools.values()) pool.close();
    },
  };
}

function readPlace(url: string): Place | undefined {
  const { protocol, origin, hostname, port, host, pathname, search, username, password } = new URL(url);
  if (protocol !== 'http:' || username || password) return undefined;
  return {
    origin,
    target: { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 80 : Number(port) },
    start: `POST ${pathname}${search} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\n`,
  };
}
