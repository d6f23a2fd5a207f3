import { createGraphQLError } from '../../errors.ts';
import type { TapeHeap } from '../tape/tape-heap.ts';
import type { Phrase } from './phrase.ts';

/** A short operation on data that repeats can ask for more than there is memory. */
const maxBytes = 64 * 1024 * 1024;

/** What most answers have beside what was copied. */
const spareBytes = 32 * 1024;

/** What copies run on for. */
const slackBytes = 64;

const comma = 0x2c;

/** Fewer bytes are sooner written than WebAssembly is called. */
const longPhrase = 16;

/** How many writings there have been. */
let writings = 0;

/** Writes JSON to the heap, from which what subgraphs sent is copied. */
export class AnswerWriter implements Disposable {
  readonly heap: TapeHeap;
  /** Where the next byte goes. */
  at: number;
  #start: number;
  #size: number;
  /** Changes when something is taken back, since phrases may have been in it. */
  #writing = ++writings;

  /** `expected` is how many bytes there are to copy from. */
  constructor(heap: TapeHeap, expected = 0) {
    this.heap = heap;
    this.#size = Math.min(maxBytes, expected + (expected >> 2)) + spareBytes;
    this.#start = heap.take(this.#size);
    this.at = this.#start;
  }

  /** How much there is. */
  get length(): number {
    return this.at - this.#start;
  }

  /** Takes back what was written after a length. */
  truncate(length: number): void {
    const at = this.#start + length;
    if (at === this.at) return;
    this.at = at;
    this.#writing = ++writings;
  }

  byte(byte: number): void {
    if (this.length + slackBytes > this.#size) this.#grow(1);
    this.heap.bytes[this.at] = byte;
    this.at += 1;
  }

  /** Copies bytes of the heap. */
  copy(from: number, end: number): void {
    const length = end - from;
    if (this.length + length + slackBytes > this.#size) this.#grow(length);
    this.heap.exports.copy(this.at, from, length);
    this.at += length;
  }

  /** Writes once more what was written before, by lengths. */
  repeat(from: number, end: number): void {
    const length = end - from;
    if (this.length + length + slackBytes > this.#size) this.#grow(length);
    this.heap.exports.copy(this.at, this.#start + from, length);
    this.at += length;
  }

  /** Writes what is of JavaScript's, of which there is little. */
  phrase(phrase: Phrase): void {
    const { length } = phrase.bytes;
    if (this.length + length + slackBytes > this.#size) this.#grow(length);
    if (length < longPhrase) this.#write(phrase.bytes);
    else if (phrase.writing === this.#writing)
      this.heap.exports.copy(this.at, this.#start + phrase.position, length);
    else {
      this.#write(phrase.bytes);
      phrase.writing = this.#writing;
      phrase.position = this.length;
    }
    this.at += length;
  }

  #write(few: Uint8Array): void {
    const { bytes } = this.heap;
    const { at } = this;
    for (let index = 0; index < few.length; index++) bytes[at + index] = few[index] as number;
  }

  comma(): void {
    this.byte(comma);
  }

  null(): void {
    if (this.length + slackBytes > this.#size) this.#grow(4);
    const { bytes } = this.heap;
    bytes[this.at] = 0x6e;
    bytes[this.at + 1] = 0x75;
    bytes[this.at + 2] = 0x6c;
    bytes[this.at + 3] = 0x6c;
    this.at += 4;
  }

  text(text: string): void {
    const length = 3 * text.length;
    if (this.length + length + slackBytes > this.#size) this.#grow(length);
    this.at += this.heap.bytes.write(text, this.at);
  }

  /** What was written, or what was written after a length. */
  read(from = 0): string {
    return this.heap.bytes.toString('utf8', this.#start + from, this.at);
  }

  /** Copies all that was written. */
  copyTo(memory: Buffer): void {
    this.heap.bytes.copy(memory, 0, this.#start, this.at);
  }

  [Symbol.dispose](): void {
    this.heap.give(this.#start, this.#size);
  }

  #grow(more: number): void {
    const { length } = this;
    if (length + more > maxBytes) throw createGraphQLError('ANSWER_TOO_LARGE');
    const size = Math.max(2 * this.#size, length + more + slackBytes);
    const start = this.heap.take(size);
    this.heap.bytes.copyWithin(start, this.#start, this.at);
    this.heap.give(this.#start, this.#size);
    this.#start = start;
    this.#size = size;
    this.at = start + length;
  }
}
