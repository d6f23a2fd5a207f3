import { type ClientHttp2Stream, constants, type OutgoingHttpHeaders } from 'node:http2';
import { BytesBody } from '../../replies/reply-body.ts';
import { createDecoder, type Decoder } from '../../subgraph-client/create-decoder.ts';
import type { ReceivedReply } from '../../subgraph-client/send-fetch.ts';
import type { Exchange } from '../exchange.ts';
import { malformed, readCodings, tooLarge } from '../refuse-reply.ts';
import { ReplyBytes } from '../reply-bytes.ts';
import { toReplyHeaders } from './http2-headers.ts';

/** A request for HTTP/2. */
export interface Http2Message {
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
  /** Sends it by other means where the server speaks no HTTP/2. */
  readonly sendOtherwise: Parameters<Exchange['handOver']>[0];
  /** How often it has been sent to a server that did not look at it. */
  refusals: number;
}

export type Http2Exchange = Exchange<Http2Message>;

export interface StreamOwner {
  /** Something has come. */
  onSign(): void;
  /** It is over. `isLost` says that there is no answer: then somebody has to care for the exchange. */
  onStreamEnd(stream: EndedStream): void;
}

export interface EndedStream {
  readonly exchange: Http2Exchange;
  /** Undefined for one that has been answered, or that nobody waits for. */
  readonly loss:
    | {
        readonly id: number | undefined;
        readonly code: number;
        readonly hasAnswered: boolean;
        readonly error: unknown;
      }
    | undefined;
}

/** Sends a request over a stream of its own, and reads the answer: https://www.rfc-editor.org/rfc/rfc9113#section-8.1 */
export function exchangeOverStream(
  stream: ClientHttp2Stream,
  exchange: Http2Exchange,
  owner: StreamOwner,
): void {
  new StreamExchange(stream, exchange, owner);
  const { headers, body } = exchange.message;
  stream.end(body, headers['content-length'] === body.length ? 'latin1' : 'utf8');
}

class StreamExchange {
  readonly #stream: ClientHttp2Stream;
  readonly #exchange: Http2Exchange;
  readonly #owner: StreamOwner;
  readonly #bytes = new ReplyBytes();
  /** All of most answers. */
  #first: Buffer | undefined;
  #length = 0;
  #expected = 0;
  #reply: Pick<ReceivedReply, 'status' | 'headers'> | undefined;
  #codings: readonly string[] | undefined;
  #decoder: Decoder | undefined;
  #error: unknown;
  /** Answered, refused, or not wanted any more. */
  #isSettled = false;
  /** All bytes have come; they may still be decompressed. */
  #hasEnded = false;

  constructor(stream: ClientHttp2Stream, exchange: Http2Exchange, owner: StreamOwner) {
    this.#stream = stream;
    this.#exchange = exchange;
    this.#owner = owner;
    exchange.onGone = () => this.#leave();
    stream
      .on('response', (block) => {
        owner.onSign();
        this.#guard(() => this.#begin(block[':status'] ?? 0, toReplyHeaders(block)));
      })
      .on('data', (chunk: Buffer) => {
        owner.onSign();
        this.#guard(() => this.#take(chunk));
      })
      .on('end', () => this.#end())
      .on('error', (error) => {
        this.#error = error;
      })
      .on('close', () => this.#close());
  }

  #begin(status: number, headers: NonNullable<ReceivedReply['headers']>): void {
    this.#expected = Number(headers['content-length'] ?? 0);
    // What announces itself as too large need not come.
    if (this.#expected > this.#exchange.maxBytes) throw tooLarge(this.#exchange.maxBytes);
    this.#codings = readCodings(headers['content-encoding']);
    this.#reply = { status, headers };
  }

  #take(chunk: Buffer): void {
    if (this.#isSettled) return;
    if (this.#codings) this.#decode(this.#codings, chunk);
    else this.#add(chunk);
  }

  #add(chunk: Buffer): void {
    this.#length += chunk.length;
    if (this.#length > this.#exchange.maxBytes) throw tooLarge(this.#exchange.maxBytes);
    if (this.#length === chunk.length) {
      this.#first = chunk;
      return;
    }
    if (this.#first) {
      if (!this.#codings) this.#bytes.expect(this.#expected);
      this.#bytes.add(this.#first, 0, this.#first.length);
      this.#first = undefined;
    }
    this.#bytes.add(chunk, 0, chunk.length);
  }

  #decode(codings: readonly string[], chunk: Buffer): void {
    this.#decoder ??= createDecoder(codings, chunk, {
      onData: (decoded) => this.#guard(() => !this.#isSettled && this.#add(decoded)),
      onDrain: () => this.#stream.resume(),
      onEnd: () => this.#succeed(),
      onError: (cause) => this.#refuse(malformed(cause)),
    });
    if (!this.#decoder.write(chunk)) this.#stream.pause();
  }

  /** A stream that is cut ends too. */
  #end(): void {
    const isCut = this.#stream.destroyed || this.#stream.rstCode !== constants.NGHTTP2_NO_ERROR;
    if (isCut || !this.#reply) return;
    this.#hasEnded = true;
    if (this.#decoder) this.#decoder.end();
    else this.#succeed();
  }

  #succeed(): void {
    if (this.#isSettled || !this.#reply) return;
    this.#isSettled = true;
    const body = this.#first ? new BytesBody(this.#first) : this.#bytes.take();
    this.#exchange.succeed({ ...this.#reply, body });
  }

  #guard(read: () => void): void {
    try {
      read();
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** Gives up an answer that cannot be used. */
  #refuse(reason: unknown): void {
    if (this.#isSettled) return;
    this.#leave();
    this.#exchange.fail(reason);
  }

  #leave(): void {
    this.#isSettled = true;
    this.#decoder?.destroy();
    this.#bytes.clear();
    this.#stream.close(constants.NGHTTP2_CANCEL);
  }

  #close(): void {
    const { id, rstCode: code = constants.NGHTTP2_NO_ERROR } = this.#stream;
    const isLost = !this.#isSettled && !this.#hasEnded;
    if (isLost) {
      this.#isSettled = true;
      this.#decoder?.destroy();
      this.#bytes.clear();
    }
    const hasAnswered = this.#reply !== undefined;
    this.#owner.onStreamEnd({
      exchange: this.#exchange,
      loss: isLost ? { id, code, hasAnswered, error: this.#error } : undefined,
    });
  }
}
