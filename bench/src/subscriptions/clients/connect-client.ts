import { randomBytes, randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import type { SubscribePayload } from 'graphql-ws';
import { createFrameReader, opcodes, writeFrame } from './websocket-frames.ts';

export interface ClientOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Payload of `connection_init`. */
  readonly connectionParams: object | undefined;
  readonly payload: SubscribePayload;
  /** Called with the `next` message of each event. */
  readonly onEvent: (message: Buffer) => void;
  /** Called once when the subscription or the socket ends and `leave` was not called. */
  readonly onEnd: () => void;
}

/** How a client goes: with a close frame, by cutting the connection, or leaving its subscription first. */
export type Farewell = 'close' | 'cut' | 'complete';

export interface SubscribedClient {
  leave(how: Farewell): void;
}

/** What a browser sends with a handshake beside what the protocol wants. */
const browserHeaders = {
  'user-agent':
    'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  origin: 'https://studio.apollographql.com',
  'accept-encoding': 'gzip, deflate, br, zstd',
  'accept-language': 'en-GB,en;q=0.9',
  'cache-control': 'no-cache',
  pragma: 'no-cache',
  'sec-websocket-extensions': 'permessage-deflate; client_max_window_bits',
};

/**
 * Subscribes over a WebSocket of its own, with an id as graphql-ws makes them; resolves when the server has acknowledged
 * the connection and `subscribe` is on its way. On a plain socket, because ten thousand of ws take as much of the machine as the server.
 */
export function connectClient(options: ClientOptions): Promise<SubscribedClient> {
  const { url, onEvent } = options;
  const { hostname, port, host, pathname } = new URL(url);
  const id = randomUUID();
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  const send = (message: object) => socket.write(writeFrame(opcodes.text, JSON.stringify(message)));
  let ended = false;

  function leave(how: Farewell): void {
    ended = true;
    if (how === 'cut') {
      socket.resetAndDestroy();
      return;
    }
    if (how === 'complete') send({ id, type: 'complete' });
    socket.write(writeFrame(opcodes.close, Buffer.from([0x03, 0xe8])));
  }

  function end(): void {
    if (ended) return;
    ended = true;
    options.onEnd();
  }

  return new Promise((resolve, reject) => {
    const read = createFrameReader((opcode, payload) => {
      if (opcode === opcodes.ping) socket.write(writeFrame(opcodes.pong, payload));
      else if (opcode === opcodes.close) {
        reject(new Error(`The server closes with ${payload.readUInt16BE(0)}: ${payload.subarray(2)}`));
        socket.end();
      } else if (opcode !== opcodes.text) return;
      else if (payload.includes('"type":"next"')) onEvent(payload);
      else if (payload.includes('"type":"connection_ack"')) {
        send({ id, type: 'subscribe', payload: options.payload });
        resolve({ leave });
      } else if (payload.includes('"type":"ping"')) send({ type: 'pong' });
      else end();
    });

    let response = '';
    function readResponse(chunk: Buffer): void {
      response += chunk.toString('latin1');
      const bodyAt = response.indexOf('\r\n\r\n');
      if (bodyAt < 0) return;
      if (!response.startsWith('HTTP/1.1 101')) {
        reject(new Error(`The server refuses a WebSocket: ${response.slice(0, 200)}`));
        socket.destroy();
        return;
      }
      socket.off('data', readResponse).on('data', read);
      send({ type: 'connection_init', payload: options.connectionParams });
      const early = Buffer.from(response.slice(bodyAt + 4), 'latin1');
      if (early.length) read(early);
    }

    socket.on('data', readResponse);
    socket.on('error', reject);
    socket.once('close', () => {
      end();
      reject(new Error('The server closed a WebSocket that was being opened'));
    });
    const headers = {
      host,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-protocol': 'graphql-transport-ws',
      'sec-websocket-key': randomBytes(16).toString('base64'),
      ...browserHeaders,
      ...options.headers,
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`GET ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n`);
  });
}
