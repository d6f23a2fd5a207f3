import { takeMemory } from '../../values/reused-memory.ts';
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
  /** Whether several requests get it. */
  isShared = false;
  #text: string | undefined;
  #bytes: Buffer | undefined;
  /** What the bytes are part of, which is used again when the answer has been sent. */
  readonly memory: Buffer | undefined;

  constructor(writer: AnswerWriter, use: AnswerUse) {
    const { length } = writer;
    if (use !== 'event' && length <= maxTextBytes) this.#text = writer.read();
    else {
      this.memory = use === 'whole' ? takeMemory(length) : undefined;
      const memory = this.memory ?? Buffer.allocUnsafe(length);
      writer.copyTo(memory);
      this.#bytes = memory.subarray(0, length);
    }
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
