import type { Cancellation } from '../../values/cancellation.ts';
import type { ReceivedReply } from '../subgraph-client/send-fetch.ts';

/** A request as HTTP/1.1 has it. */
export interface Http1Message {
  readonly text: string;
  /** How it is written: for what may be more than ASCII Node takes three times the memory. */
  readonly encoding: 'latin1' | 'utf8';
}

export interface ExchangeOptions<Message> {
  readonly message: Message;
  readonly maxBytes: number;
  readonly isIdempotent: boolean;
  readonly cancellation: Cancellation;
}

/** A request and what becomes of it. */
export class Exchange<Message = Http1Message> {
  /** What is sent. */
  readonly message: Message;
  readonly maxBytes: number;
  readonly response: Promise<ReceivedReply>;
  /** Whether it may be sent once more though it may have been heard. */
  canRepeat: boolean;
  /** Called when nobody waits for it any more. */
  onGone: ((reason: unknown) => void) | undefined;
  readonly #cancellation: Cancellation;
  #resolve!: (response: ReceivedReply) => void;
  #reject!: (reason: unknown) => void;

  constructor({ message, maxBytes, isIdempotent, cancellation }: ExchangeOptions<Message>) {
    this.message = message;
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

  /** Lets another client send it, which listens to the cancellation in its own way. */
  handOver(send: (cancellation: Cancellation) => Promise<ReceivedReply>): void {
    this.onGone = undefined;
    send(this.#cancellation).then(this.#resolve, this.#reject);
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
