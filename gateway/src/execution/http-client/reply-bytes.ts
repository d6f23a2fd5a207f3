import { giveMemory, takeMemory } from '../../values/reused-memory.ts';
import { BytesBody } from '../replies/reply-body.ts';

const firstBytes = 16 * 1024;

const nothing = Buffer.alloc(0);

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

  /** Takes it all, and is empty. */
  take(): BytesBody {
    const memory = this.#memory ?? nothing;
    const body = new BytesBody(memory.subarray(0, this.#length), this.#memory);
    this.#length = 0;
    this.#memory = undefined;
    return body;
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

/** Copies bytes that come at once. */
export function copyBody(bytes: Buffer): BytesBody {
  if (bytes.length < firstBytes) return new BytesBody(Buffer.from(bytes));
  const memory = takeMemory(bytes.length);
  bytes.copy(memory);
  return new BytesBody(memory.subarray(0, bytes.length), memory);
}
