import type { Cancellation } from '../../values/cancellation.ts';
import type { ReceivedReply } from '../subgraph-client/send-fetch.ts';

export interface ExchangeOptions {
  /** The whole message. */
  readonly text: string;
  /** How it is written: for what may be more than ASCII Node takes three times the memory. */
  readonly encoding: 'latin1' | 'utf8';
  readonly maxBytes: number;
  readonly isIdempotent: boolean;
  readonly cancellation: Cancellation;
}

/** A request and what becomes of it. */
export class Exchange {
  readonly text: string;
  readonly encoding: ExchangeOptions['encoding'];
  readonly maxBytes: number;
  readonly response: Promise<ReceivedReply>;
  /** Whether it may be sent once more. */
  canRepeat: boolean;
  /** Called when nobody waits for it any more. */
  onGone: ((reason: unknown) => void) | undefined;
  readonly #cancellation: Cancellation;
  #resolve!: (response: ReceivedReply) => void;
  #reject!: (reason: unknown) => void;

  constructor({ text, encoding, maxBytes, isIdempotent, cancellation }: ExchangeOptions) {
    this.text = text;
    this.encoding = encoding;
    this.maxBytes = maxBytes;
    this.canRepeat = isIdempotent;
    this.#cancellation = cancellation;
    this.response = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    cancellation.onCancel = () => {
      const { reason } = cancellation;
      this.onGone?.(reason);
      this.fail(reason);
    };
  }

  succeed(response: ReceivedReply): void {
    this.#cancellation.onCancel = undefined;
    this.onGone = undefined;
    this.#resolve(response);
  }

  fail(reason: unknown): void {
    this.#cancellation.onCancel = undefined;
    this.onGone = undefined;
    this.#reject(reason);
  }
}
