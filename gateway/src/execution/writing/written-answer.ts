import { giveMemory, takeMemory } from '../../values/reused-memory.ts';
import type { AnswerWriter } from './answer-writer.ts';

/** A shorter answer leaves as text, together with the headers. */
const maxTextBytes = 16 * 1024;

/** What stands around the data of an answer. */
export const answerHead = '{"data":';
export const answerTail = '}';

/**
 * What is sent as a whole is text when it is short, and else in memory that is used again; what is sent in parts is text when it is
 * short; events, which go to many, are bytes.
 */
export type AnswerUse = 'whole' | 'part' | 'event';

/** An answer without errors as JSON, as the engine wrote it. */
export class WrittenAnswer {
  /** Whether others may look at it when it has been sent: requests that get it too, or plugins. */
  isKept = false;
  #text: string | undefined;
  #bytes: Buffer | undefined;
  #memory: Buffer | undefined;

  constructor(writer: AnswerWriter, use: AnswerUse) {
    const { length } = writer;
    if (use !== 'event' && length <= maxTextBytes) this.#text = writer.read();
    else {
      this.#memory = use === 'whole' ? takeMemory(length) : undefined;
      const memory = this.#memory ?? Buffer.allocUnsafe(length);
      writer.copyTo(memory);
      this.#bytes = memory.subarray(0, length);
    }
  }

  /** Whether its bytes are part of memory that is used again. */
  get isBorrowed(): boolean {
    return this.#memory !== undefined;
  }

  /** It has been sent: who looks at it in spite of that must not see what others get. */
  release(): void {
    if (this.#memory === undefined || this.isKept) return;
    giveMemory(this.#memory);
    this.#memory = undefined;
    this.#bytes = undefined;
  }

  /** How it is kept: a short one as text, a longer one as bytes. */
  get isText(): boolean {
    return this.#text !== undefined;
  }

  get text(): string {
    return this.#text ?? (this.#bytes as Buffer).toString();
  }

  get bytes(): Buffer {
    this.#bytes ??= Buffer.from(this.#text as string);
    return this.#bytes;
  }

  /** The JSON of the data alone, as it is kept. */
  get data(): string | Buffer {
    return this.#text === undefined
      ? this.bytes.subarray(answerHead.length, -answerTail.length)
      : this.#text.slice(answerHead.length, -answerTail.length);
  }
}
