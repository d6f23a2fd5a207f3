import type { Dispatcher } from 'undici';
import { gatewayErrors } from '../../errors.ts';
import type { Cancellation } from '../../values/cancellation.ts';
import { readUnixAddress } from '../../values/unix-address.ts';
import { BytesBody } from '../replies/reply-body.ts';
import { createDecoder, type Decoder, readContentEncoding } from './create-decoder.ts';
import type { ReceivedReply, SendFetch } from './send-fetch.ts';

interface Target {
  readonly origin: string;
  readonly path: string;
}

/**
 * Sends requests to subgraphs through an undici dispatcher, which pools and keeps the connections. Answers are
 * decompressed. Rejects with `SUBREQUEST_RESPONSE_TOO_LARGE` as soon as one is too large, and with
 * `SUBREQUEST_MALFORMED_RESPONSE` when it cannot be decompressed.
 */
export function createUndiciSender(dispatcher: Dispatcher): SendFetch {
  const targets = new Map<string, Target>();
  return ({ url, headers, body, maxReplyBytes }, cancellation) => {
    let target = targets.get(url);
    if (target === undefined) {
      target = readTarget(url);
      targets.set(url, target);
    }
    const { origin, path } = target;
    const exchange = new Exchange(cancellation, maxReplyBytes);
    dispatcher.dispatch({ origin, path, method: 'POST', headers, body }, exchange);
    return exchange.response;
  };
}

function readTarget(url: string): Target {
  const unix = readUnixAddress(url).address;
  // Which socket it is, the dispatcher knows.
  if (unix) return { origin: 'http://localhost', path: unix.path };
  const { origin, pathname, search } = new URL(url);
  return { origin, path: pathname + search };
}

/**
 * Reads the answer as it comes: the stream that `dispatcher.request` puts around it costs as much as a small answer. A
 * class, since a closure for each of undici's events would be more garbage than the rest of an exchange.
 */
class Exchange implements Dispatcher.DispatchHandler {
  readonly response: Promise<ReceivedReply>;
  readonly #cancellation: Cancellation;
  readonly #maxBytes: number;
  #resolve!: (response: ReceivedReply) => void;
  #reject!: (reason: unknown) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: NonNullable<ReceivedReply['headers']> = {};
  #codings: readonly string[] | undefined;
  #decoder: Decoder | undefined;
  #bytes = 0;
  readonly #chunks: Buffer[] = [];

  constructor(cancellation: Cancellation, maxBytes: number) {
    this.#cancellation = cancellation;
    this.#maxBytes = maxBytes;
    this.response = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    cancellation.onCancel = () => this.#fail(cancellation.reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    const { isCancelled, reason } = this.#cancellation;
    if (isCancelled) controller.abort(reason as Error);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: NonNullable<ReceivedReply['headers']>,
  ): void {
    this.#status = status;
    this.#headers = headers;
    // What announces itself as too large need not come.
    if (Number(headers['content-length']) > this.#maxBytes) this.#refuseSize();
    const encoding = headers['content-encoding'];
    if (encoding !== undefined) this.#readEncoding(encoding);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#codings === undefined) this.#take(chunk);
    else this.#decode(this.#codings, chunk);
  }

  onResponseEnd(): void {
    if (this.#decoder === undefined) this.#succeed();
    else this.#decoder.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }

  #take(chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes) this.#refuseSize();
    else this.#chunks.push(chunk);
  }

  #decode(codings: readonly string[], chunk: Buffer): void {
    this.#decoder ??= createDecoder(codings, chunk, {
      onData: (decoded) => this.#take(decoded),
      onDrain: () => this.#controller?.resume(),
      onEnd: () => this.#succeed(),
      onError: (error) => this.#refuseEncoding(error),
    });
    if (!this.#decoder.write(chunk)) this.#controller?.pause();
  }

  #readEncoding(header: string | string[]): void {
    try {
      this.#codings = readContentEncoding(header);
    } catch (error) {
      this.#refuseEncoding(error);
    }
  }

  #succeed(): void {
    this.#cancellation.onCancel = undefined;
    const [first] = this.#chunks;
    const bytes = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, headers: this.#headers, body: new BytesBody(bytes) });
  }

  #refuseSize(): void {
    const cause = new Error(`more than ${this.#maxBytes} bytes`);
    this.#fail(gatewayErrors.create('SUBREQUEST_RESPONSE_TOO_LARGE', { cause }));
  }

  #refuseEncoding(cause: unknown): void {
    this.#fail(gatewayErrors.create('SUBREQUEST_MALFORMED_RESPONSE', { cause }));
  }

  /** Gives the answer up; the first reason counts. */
  #fail(reason: unknown): void {
    this.#cancellation.onCancel = undefined;
    this.#reject(reason);
    this.#decoder?.destroy();
    this.#chunks.length = 0;
    this.#controller?.abort(reason as Error);
  }
}
