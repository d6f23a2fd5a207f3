import type { Dispatcher } from 'undici';
import type { Cancellation } from '../cancellation.ts';
import type { SendFetch, SubgraphHttpResponse } from './send-subgraph-request.ts';

/** Unlike `toString` it leaves out a byte order mark. */
const utf8 = new TextDecoder();

interface Target {
  readonly origin: string;
  readonly path: string;
}

/** Sends requests to subgraphs through an undici dispatcher, which pools and keeps the connections. */
export function createUndiciSender(dispatcher: Dispatcher): SendFetch {
  const targets = new Map<string, Target>();
  return ({ url, headers, body }, cancellation) => {
    let target = targets.get(url);
    if (target === undefined) {
      const { origin, pathname, search } = new URL(url);
      target = { origin, path: pathname + search };
      targets.set(url, target);
    }
    const { origin, path } = target;
    const exchange = new Exchange(cancellation);
    dispatcher.dispatch({ origin, path, method: 'POST', headers, body }, exchange);
    return exchange.response;
  };
}

/**
 * Reads the answer as it comes: the stream that `dispatcher.request` puts around it costs as much as a small answer. A
 * class, since a closure for each of undici's events would be more garbage than the rest of an exchange.
 */
class Exchange implements Dispatcher.DispatchHandler {
  readonly response: Promise<SubgraphHttpResponse>;
  readonly #cancellation: Cancellation;
  #resolve!: (response: SubgraphHttpResponse) => void;
  #reject!: (reason: unknown) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: NonNullable<SubgraphHttpResponse['headers']> = {};
  readonly #chunks: Buffer[] = [];

  constructor(cancellation: Cancellation) {
    this.#cancellation = cancellation;
    this.response = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    cancellation.onCancel = () => {
      this.#reject(cancellation.reason);
      this.#controller?.abort(cancellation.reason as Error);
    };
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    const { isCancelled, reason } = this.#cancellation;
    if (isCancelled) controller.abort(reason as Error);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: NonNullable<SubgraphHttpResponse['headers']>,
  ): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#cancellation.onCancel = undefined;
    const [first] = this.#chunks;
    const bytes = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, headers: this.#headers, body: utf8.decode(bytes) });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#cancellation.onCancel = undefined;
    this.#reject(error);
  }
}
