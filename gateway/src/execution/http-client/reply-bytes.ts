import { giveMemory, takeMemory } from '../../values/reused-memory.ts';

/** Unlike `toString` it leaves out a byte order mark. */
const utf8 = new TextDecoder();

const firstBytes = 16 * 1024;

/** Bytes of an answer that comes in pieces. */
export class ReplyBytes {
  #memory: Buffer | undefined;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Makes room for as many bytes as will come in all. */
  expect(bytes: number): void {
    if (!this.#memory || this.#memory.length < bytes) this.#grow(bytes);
  }

  /** Copies bytes, since what they come in is used again at once. */
  add(bytes: Buffer, start: number, end: number): void {
    const needed = this.#length + end - start;
    if (!this.#memory || this.#memory.length < needed)
      this.#grow(Math.max(firstBytes, needed, 2 * (this.#memory?.length ?? 0)));
    bytes.copy(this.#memory as Buffer, this.#length, start, end);
    this.#length = needed;
  }

  /** Takes the text of it all, and is empty. */
  takeText(): string {
    const text = this.#memory ? utf8.decode(this.#memory.subarray(0, this.#length)) : '';
    this.clear();
    return text;
  }

  clear(): void {
    this.#length = 0;
    if (this.#memory) giveMemory(this.#memory);
    this.#memory = undefined;
  }

  #grow(bytes: number): void {
    const old = this.#memory;
    this.#memory = takeMemory(bytes);
    if (!old) return;
    old.copy(this.#memory, 0, 0, this.#length);
    giveMemory(old);
  }
}

export function decodeText(bytes: Buffer): string {
  return utf8.decode(bytes);
}
