import { isUtf8 } from 'node:buffer';
import { giveMemory } from '../../values/reused-memory.ts';
import type { Tape } from '../tape/tape.ts';
import type { TapeValue } from '../tape/values.ts';

/** The body of a subgraph's answer, decompressed. */
export interface ReplyBody {
  /** About how many bytes it has. */
  readonly length: number;
  /** The whole as text: what is no UTF-8 in it is replaced. */
  text(): string;
  /** Reads it as JSON, and is of no use from then on unless several share it. @throws SyntaxError when it is none */
  read(tape: Tape): TapeValue;
  /** Notes that another one is going to read it. */
  share(): void;
}

/** Unlike `toString` it leaves out a byte order mark. */
const utf8 = new TextDecoder();

/** A body that whoever sent the request has made a text of. */
export class TextBody implements ReplyBody {
  #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get length(): number {
    return this.#text.length;
  }

  text(): string {
    return this.#text;
  }

  read(tape: Tape): TapeValue {
    return tape.read(this.#text);
  }

  share(): void {}
}

/** A body as it came. */
export class BytesBody implements ReplyBody {
  #bytes: Buffer;
  #memory: Buffer | undefined;

  /** `memory` is what the bytes are part of, to be used again when they have been read. */
  constructor(bytes: Buffer, memory?: Buffer) {
    this.#bytes = bytes;
    this.#memory = memory;
  }

  get length(): number {
    return this.#bytes.length;
  }

  text(): string {
    return utf8.decode(this.#bytes);
  }

  read(tape: Tape): TapeValue {
    const bytes = this.#bytes;
    try {
      // Of the first byte of a byte order mark no JSON begins.
      return bytes[0] !== 0xef && isUtf8(bytes) ? tape.readBytes(bytes) : tape.read(this.text());
    } finally {
      this.#release();
    }
  }

  share(): void {
    // The collector has it when the last has read it.
    this.#memory = undefined;
  }

  #release(): void {
    if (this.#memory === undefined) return;
    giveMemory(this.#memory);
    this.#memory = undefined;
    this.#bytes = Buffer.alloc(0);
  }
}
