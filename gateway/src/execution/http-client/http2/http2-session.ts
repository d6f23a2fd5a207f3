import { type ClientHttp2Session, connect, constants, type Settings } from 'node:http2';
import type { Socket } from 'node:net';
import { type EndedStream, exchangeOverStream, type Http2Exchange } from './http2-exchange.ts';

export interface SessionOwner {
  /** It may take more than before. */
  onRoom(): void;
  /** It has ended, and with it what was sent over it. */
  onEnd(session: Http2Session): void;
  /** Sends what the server has not begun to answer once more, over another one. */
  repeat(exchange: Http2Exchange): void;
}

/** Of a session at most, whatever the server allows: more are spread over several connections, and so over threads of the server. */
const maxStreams = 100;

/** What a server may send ahead of what has been read: as much as 10 MB need on a way of some ten milliseconds. */
const streamWindowBytes = 4 * 1024 * 1024;
const sessionWindowBytes = 32 * 1024 * 1024;

/** What waits to be sent counts as well: with less, Node.js ends streams of its own where many large requests go at a time. */
const sessionMemoryMegabytes = 1_024;

/** In sweeps, and not in time: a process that has been busy must not take that for silence. */
const sweepsUntilPing = 5;
const sweepsUntilLost = 10;
/** Less than the minute after which many who stand between close what is idle. */
const idleSweeps = 30;

/** How often a request may meet servers that do not look at it. */
const maxRefusals = 3;

/** A connection over which many requests go at a time: https://www.rfc-editor.org/rfc/rfc9113 */
export class Http2Session {
  readonly #session: ClientHttp2Session;
  readonly #owner: SessionOwner;
  /** One, until the server has said how many it takes. */
  #limit = 1;
  #hasSaid = false;
  #open = 0;
  #hasAnswered = false;
  /** The last of our requests that a server which is about to close looks at. */
  #lastId = Number.POSITIVE_INFINITY;
  #isLeaving = false;
  #sweeps = 0;

  constructor(authority: string, socket: Socket, owner: SessionOwner) {
    this.#owner = owner;
    this.#session = connect(authority, {
      createConnection: () => socket,
      maxSessionMemory: sessionMemoryMegabytes,
      settings: { enablePush: false, initialWindowSize: streamWindowBytes },
    });
    this.#session
      .once('connect', (session: ClientHttp2Session) => session.setLocalWindowSize(sessionWindowBytes))
      .on('remoteSettings', ({ maxConcurrentStreams = maxStreams }: Settings) => {
        this.#hasSaid = true;
        this.#limit = Math.min(maxConcurrentStreams, maxStreams);
        owner.onRoom();
      })
      .on('goaway', (_code, lastId: number) => {
        this.#lastId = Math.min(this.#lastId, lastId);
        this.#isLeaving = true;
      })
      // Each stream is told.
      .on('error', () => undefined)
      .once('close', () => owner.onEnd(this));
  }

  get hasRoom(): boolean {
    const { closed, destroyed } = this.#session;
    return this.#open < this.#limit && !this.#isLeaving && !closed && !destroyed;
  }

  /** Whether another connection may take more: it is about to close, or has said how many requests it takes, and that is more than none. */
  get isWilling(): boolean {
    return this.#isLeaving || (this.#hasSaid && this.#limit > 0);
  }

  send(exchange: Http2Exchange): void {
    const isReused = this.#hasAnswered;
    if (this.#open === 0) this.#sweeps = 0;
    this.#open += 1;
    try {
      const stream = this.#session.request(exchange.message.headers);
      exchangeOverStream(stream, exchange, {
        onSign: () => {
          this.#hasAnswered = true;
          this.#sweeps = 0;
        },
        onStreamEnd: (ended) => this.#endStream(ended, isReused),
      });
    } catch (error) {
      // It has run out of numbers for streams, or was told to close just now.
      this.#isLeaving = true;
      this.#endStream(
        {
          exchange,
          loss: { id: undefined, code: constants.NGHTTP2_REFUSED_STREAM, hasAnswered: false, error },
        },
        isReused,
      );
    }
  }

  /** Called each second: closes one that is of no use, finds out whether one is alive that has been silent. */
  sweep(): void {
    if (this.#session.destroyed) return;
    this.#sweeps += 1;
    if (this.#open === 0) {
      if (this.#sweeps >= idleSweeps) this.close();
    } else if (this.#sweeps >= sweepsUntilLost) {
      this.#session.destroy(new Error('The connection does not answer.'));
    } else if (this.#sweeps === sweepsUntilPing) {
      this.#session.ping((error) => {
        if (!error) this.#sweeps = 0;
      });
    }
  }

  /** Lets answers come that are under way, and takes no request more. */
  close(): void {
    this.#isLeaving = true;
    // Not before: the server would refuse what has been handed over and not been sent.
    if (this.#open === 0) this.#session.close();
  }

  #endStream({ exchange, loss }: EndedStream, isReused: boolean): void {
    this.#open -= 1;
    if (!loss) {
      this.#sweeps = 0;
    } else if (this.#mayRepeat(exchange, loss, isReused)) this.#owner.repeat(exchange);
    else exchange.fail(this.#explain(loss.error));
    if (this.#isLeaving) this.close();
    this.#owner.onRoom();
  }

  #explain(error: unknown): unknown {
    const { code } = (error ?? {}) as { readonly code?: unknown };
    if (code === 'ERR_HTTP2_ERROR' && !this.#hasSaid)
      return new Error('The server does not speak HTTP/2.', { cause: error });
    return error ?? new Error('The connection ended before the answer did.');
  }

  #mayRepeat(
    exchange: Http2Exchange,
    { id, code, hasAnswered }: NonNullable<EndedStream['loss']>,
    isReused: boolean,
  ): boolean {
    if (hasAnswered) return false;
    // https://www.rfc-editor.org/rfc/rfc9113#section-8.7
    const isUnseen = code === constants.NGHTTP2_REFUSED_STREAM || id === undefined || id > this.#lastId;
    if (isUnseen) {
      exchange.message.refusals += 1;
      return exchange.message.refusals <= maxRefusals;
    }
    // A server may close a connection at the moment that it is used again.
    if (!isReused || !this.#session.destroyed || !exchange.canRepeat) return false;
    exchange.canRepeat = false;
    return true;
  }
}
