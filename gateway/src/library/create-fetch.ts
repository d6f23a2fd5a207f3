import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { duplexPair, Readable } from 'node:stream';
import { Pool } from 'undici';

/** Answers requests of the Fetch standard. */
export type ServerFetch = (request: Request | URL | string, init?: RequestInit) => Promise<Response>;

export interface RunningFetch extends AsyncDisposable {
  readonly fetch: ServerFetch;
}

/** How many requests may run at a time before others wait. */
const maxConnections = 256;

/** Statuses whose responses have no body (https://fetch.spec.whatwg.org/#null-body-status). */
const bodiless = new Set([101, 103, 204, 205, 304]);

/**
 * Makes a `fetch` that a server answers, which need not listen: requests go over connections within this process, and so
 * through all that requests over a network go through.
 */
export function createFetch(server: Server): RunningFetch {
  const pool = new Pool('http://localhost', {
    connections: maxConnections,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect(_options, callback) {
      const [near, far] = duplexPair();
      server.emit('connection', asSocket(far));
      queueMicrotask(() => callback(null, asSocket(near)));
    },
  });
  return {
    async fetch(input, init) {
      const request = new Request(
        typeof input === 'string' ? new URL(input, 'http://localhost') : input,
        init,
      );
      const { pathname, search } = new URL(request.url);
      const { statusCode, headers, body } = await pool.request({
        path: pathname + search,
        method: request.method as 'GET',
        headers: Object.fromEntries(request.headers),
        body: request.body && Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]),
        signal: request.signal,
      });
      const isEmpty = request.method === 'HEAD' || bodiless.has(statusCode);
      if (isEmpty) body.resume();
      return new Response(isEmpty ? null : (Readable.toWeb(body) as ReadableStream<Uint8Array>), {
        status: statusCode,
        headers: toHeaders(headers),
      });
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  };
}

/** What both sides ask of a socket beside its being a stream. */
function asSocket(stream: object): Socket {
  const self = () => stream;
  return Object.assign(stream, {
    remoteAddress: '127.0.0.1',
    setNoDelay: self,
    setKeepAlive: self,
    setTimeout: self,
    ref: self,
    unref: self,
  }) as unknown as Socket;
}

function toHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const result = new Headers();
  for (const [name, value = []] of Object.entries(headers)) {
    if (name === 'connection' || name === 'keep-alive' || name === 'transfer-encoding') continue;
    for (const each of [value].flat()) result.append(name, each);
  }
  return result;
}
