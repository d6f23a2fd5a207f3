import type { Socket } from 'node:net';
import type { ReplyBody } from '../replies/reply-body.ts';
import { createDecoder, type Decoder } from '../subgraph-client/create-decoder.ts';
import { ChunkedBody } from './chunked-body.ts';
import { createSocket } from './create-socket.ts';
import type { Exchange } from './exchange.ts';
import { parseHead, type ReplyHead } from './parse-head.ts';
import type { Place } from './read-place.ts';
import { malformed, readCodings, tooLarge } from './refuse-reply.ts';
import { copyBody, ReplyBytes } from './reply-bytes.ts';

export interface ConnectionOwner {
  /** Of the connection that was made last, with TLS. */
  tlsSession: Buffer | undefined;
  onConnect(): void;
  /** The answer is there; whether the connection is of use for another one is told by `idleMs`. */
  onFree(connection: Connection): void;
  /** It has ended, and with it what was sent over it. */
  onEnd(connection: Connection): void;
  /** Sends what the server cannot have begun to answer once more. */
  repeat(exchange: Exchange): void;
}

const readBytes = 64 * 1024;
const maxHeadBytes = 16 * 1024;

/**
 * What all connections read into: it is read from before anything else can be read. Windows fills memory while nobody looks, so
 * there each connection has its own.
 */
const sharedMemory = process.platform === 'win32' ? undefined : Buffer.allocUnsafeSlow(readBytes);

/** A connection to a server that answers one request at a time: https://www.rfc-editor.org/rfc/rfc9112 */
export class Connection {
  /** How long it may be idle now; 0 where it must not be used again. */
  idleMs = 0;
  /** By the monotonic clock, when it must not be used any more, or should have been connected. */
  deadlineMs: number;
  isConnecting = true;
  readonly #socket: Socket;
  readonly #owner: ConnectionOwner;
  readonly #bytes = new ReplyBytes();
  #exchange: Exchange | undefined;
  #isReused = false;
  #hasAnswered = false;
  /** Whether the answer has come in full; it may still be decompressed. */
  #hasEnded = false;
  #counted = 0;
  /** The beginning of a head that has not come in full. */
  #begun: Buffer | undefined;
  #head: ReplyHead | undefined;
  #chunks: ChunkedBody | undefined;
  #codings: readonly string[] | undefined;
  #decoder: Decoder | undefined;

  constructor(place: Pick<Place, 'target' | 'isSecure'>, owner: ConnectionOwner, deadlineMs: number) {
    this.#owner = owner;
    this.deadlineMs = deadlineMs;
    const { socket, tls } = createSocket(place, {
      protocols: ['http/1.1'],
      tlsSession: owner.tlsSession,
      onread: {
        buffer: sharedMemory ?? Buffer.allocUnsafeSlow(readBytes),
        callback: (count, memory) => this.#read(memory as Buffer, count),
      },
    });
    this.#socket = socket;
    tls?.on('session', (session) => {
      owner.tlsSession = session;
    });
    socket
      .once(tls ? 'secureConnect' : 'connect', () => {
        this.isConnecting = false;
        owner.onConnect();
      })
      .on('end', () => this.#endBody())
      .on('error', (error) => this.#lose(error))
      .once('close', () => {
        this.#lose(new Error('The connection ended before the answer did.'));
        owner.onEnd(this);
      });
  }

  send(exchange: Exchange): void {
    this.#exchange = exchange;
    this.#hasAnswered = false;
    exchange.onGone = () => {
      this.#exchange = undefined;
      this.destroy();
    };
    this.#socket.write(exchange.message.text, exchange.message.encoding);
  }

  /** Makes it one that has been used before. */
  reuse(): void {
    this.#isReused = true;
  }

  destroy(): void {
    this.idleMs = 0;
    this.#decoder?.destroy();
    this.#socket.destroy();
  }

  #read(memory: Buffer, count: number): boolean {
    if (this.#exchange === undefined) {
      // Nobody has asked.
      this.destroy();
      return false;
    }
    if (this.#hasEnded) {
      // Nor for more than there was.
      this.#spoil();
      return true;
    }
    this.#hasAnswered = true;
    try {
      const bytes = memory.subarray(0, count);
      if (this.#head === undefined) this.#readHead(bytes);
      else this.#readBody(bytes, 0);
    } catch (error) {
      this.#refuse(error);
    }
    return !this.#socket.isPaused();
  }

  #readHead(latest: Buffer): void {
    let bytes = this.#begun === undefined ? latest : Buffer.concat([this.#begun, latest]);
    this.#begun = undefined;
    for (;;) {
      const end = bytes.indexOf('\r\n\r\n', 0, 'latin1');
      if (end > maxHeadBytes || (end < 0 && bytes.length > maxHeadBytes))
        throw new Error('The answer has a head that does not end.');
      if (end < 0) {
        this.#begun = Buffer.from(bytes);
        return;
      }
      const head = parseHead(bytes.toString('latin1', 0, end));
      if (head.status >= 200) {
        this.#beginBody(head);
        this.#readBody(bytes, end + 4);
        return;
      }
      // Such as 100 or 103: the answer is still to come. Nobody has asked for another protocol.
      if (head.status === 101) throw new Error('The answer changes the protocol.');
      bytes = bytes.subarray(end + 4);
    }
  }

  #beginBody(head: ReplyHead): void {
    this.#head = head;
    const { body, headers } = head;
    if (typeof body === 'number' && body > (this.#exchange?.maxBytes ?? 0))
      throw tooLarge(this.#exchange?.maxBytes ?? 0);
    this.#chunks = body === 'chunked' ? new ChunkedBody() : undefined;
    this.#codings = readCodings(headers['content-encoding']);
  }

  #readBody(bytes: Buffer, from: number): void {
    const body = this.#head?.body;
    if (typeof body === 'number') this.#readCounted(bytes, from, body);
    else if (this.#chunks) {
      const end = this.#chunks.read(bytes, from, (start, stop) => this.#take(bytes, start, stop));
      if (end >= 0) this.#end(bytes.length - end);
    } else this.#take(bytes, from, bytes.length);
  }

  #readCounted(bytes: Buffer, from: number, expected: number): void {
    const left = expected - this.#counted;
    const end = Math.min(bytes.length, from + left);
    if (this.#counted === 0 && end - from === expected && !this.#codings) {
      // All of it at once, as most are.
      this.#finish(copyBody(bytes.subarray(from, end)), bytes.length - end);
      return;
    }
    if (!this.#codings) this.#bytes.expect(expected);
    this.#take(bytes, from, end);
    this.#counted += end - from;
    if (this.#counted === expected) this.#end(bytes.length - end);
  }

  #take(bytes: Buffer, start: number, end: number): void {
    if (start === end) return;
    if (this.#codings) this.#decode(this.#codings, Buffer.from(bytes.subarray(start, end)));
    else this.#add(bytes, start, end);
  }

  #add(bytes: Buffer, start: number, end: number): void {
    const { maxBytes } = this.#exchange ?? { maxBytes: 0 };
    if (this.#bytes.length + end - start > maxBytes) throw tooLarge(this.#exchange?.maxBytes ?? 0);
    this.#bytes.add(bytes, start, end);
  }

  #decode(codings: readonly string[], chunk: Buffer): void {
    this.#decoder ??= createDecoder(codings, chunk, {
      onData: (decoded) => {
        try {
          if (this.#exchange) this.#add(decoded, 0, decoded.length);
        } catch (error) {
          this.#refuse(error);
        }
      },
      onDrain: () => this.#socket.resume(),
      onEnd: () => this.#finish(this.#bytes.take(), 0),
      onError: (cause) => this.#refuse(malformed(cause)),
    });
    if (!this.#decoder.write(chunk)) this.#socket.pause();
  }

  /** The server sends no more. */
  #endBody(): void {
    if (this.#head?.body === 'to the end' && this.#exchange && !this.#hasEnded) this.#end(0);
  }

  /** All bytes have come, and `surplus` more than should. */
  #end(surplus: number): void {
    this.#hasEnded = true;
    if (surplus > 0) this.#spoil();
    if (this.#decoder) this.#decoder.end();
    else this.#finish(this.#bytes.take(), surplus);
  }

  #spoil(): void {
    if (this.#head) this.#head = { ...this.#head, idleMs: 0 };
  }

  #finish(body: ReplyBody, surplus: number): void {
    const exchange = this.#exchange;
    const head = this.#head;
    if (!exchange || !head) return;
    this.#exchange = undefined;
    this.#head = undefined;
    this.#chunks = undefined;
    this.#codings = undefined;
    this.#decoder = undefined;
    this.#counted = 0;
    this.#hasEnded = false;
    // One that answers before it has heard all would take the rest for another request.
    const isSpoilt = surplus > 0 || this.#socket.writableLength > 0 || this.#socket.destroyed;
    this.idleMs = isSpoilt ? 0 : head.idleMs;
    exchange.succeed({ status: head.status, headers: head.headers, body });
    this.#owner.onFree(this);
  }

  /** Gives up an answer that cannot be used. */
  #refuse(reason: unknown): void {
    const exchange = this.#exchange;
    this.#exchange = undefined;
    this.#bytes.clear();
    this.destroy();
    exchange?.fail(reason);
  }

  #lose(error: Error): void {
    const exchange = this.#exchange;
    this.idleMs = 0;
    if (!exchange) return;
    // What is being decompressed has come in full, or fails by itself.
    if (this.#hasEnded) return;
    this.#exchange = undefined;
    this.#decoder?.destroy();
    // A server may close a connection at the moment that it is used again: it has not looked at the request then.
    if (this.#isReused && !this.#hasAnswered && exchange.canRepeat) {
      exchange.canRepeat = false;
      this.#owner.repeat(exchange);
    } else exchange.fail(error);
  }
}
