import { parseJson } from '../../values/parse-json.ts';
import { keyOf, type LoadedNames, type Names } from './names.ts';
import { openHeap, scanned, type TapeHeap } from './tape-heap.ts';
import { containerCells, kinds, leafCells, linkCell, nextCell, type TapeValue } from './values.ts';

/** As much as most operations need. */
const chunkBytes = 64 * 1024;

/** The scanner reads on for a word. */
const slackBytes = 16;

/** How many bytes of tape a byte of JSON takes where it is more than expected: mostly, and at most. */
const highDensities = [6, 24] as const;

interface Chunk {
  readonly address: number;
  readonly bytes: number;
}

/**
 * The answers of subgraphs to one operation, as they came: a JSON text is read once into an index over its bytes, and nothing
 * becomes an object of JavaScript unless somebody asks. After https://doi.org/10.1007/s00778-019-00578-5, section 3.
 */
export class Tape implements Disposable {
  readonly heap: TapeHeap;
  readonly names: Names;
  /** Whether any object may stand at several places. */
  hasRepeats = false;
  /** How long all of the answers are together. */
  bytesRead = 0;
  /** How deep the deepest of the answers is nested. */
  levels = 0;
  readonly #chunks: Chunk[] = [];
  #loaded: LoadedNames | undefined;
  #at = 0;
  #limit = 0;
  #isOpen = true;

  constructor(names: Names, heap: TapeHeap = openHeap()) {
    this.heap = heap;
    this.names = names;
  }

  /** Reads a JSON text. @throws SyntaxError when it is none */
  read(text: string): TapeValue {
    return this.#readText(text, false);
  }

  /** Reads a JSON text in UTF-8. @throws SyntaxError when it is none */
  readBytes(json: Uint8Array): TapeValue {
    const { value, isOdd } = this.#scan(json.length, (at) => this.heap.bytes.set(json, at));
    return isOdd ? this.#readText(canonicalise(Buffer.from(json).toString()), true) : value;
  }

  /** An object without members. */
  createObject(): TapeValue {
    const value = this.takeCells(containerCells);
    const { cells } = this.heap;
    cells.fill(0, value, value + containerCells);
    cells[value] = kinds.object;
    cells[value + nextCell] = value + containerCells;
    return value;
  }

  /** Makes the members of one object those of another too, where that has none. */
  link(target: TapeValue, source: TapeValue): void {
    const link = this.takeCells(2);
    const { cells } = this.heap;
    cells[link] = source;
    cells[link + 1] = 0;
    let last = target + linkCell;
    while (cells[last] !== 0) last = (cells[last] as number) + 1;
    cells[last] = link;
  }

  /** An object of leaves that others have. */
  createLeaves(leaves: readonly TapeValue[]): TapeValue {
    const value = this.takeCells(containerCells + leafCells * leaves.length);
    const { cells } = this.heap;
    cells.fill(0, value, value + containerCells);
    cells[value] = kinds.object;
    let at = value + containerCells;
    for (const leaf of leaves) {
      cells.copyWithin(at, leaf, leaf + leafCells);
      at += leafCells;
    }
    cells[value + nextCell] = at;
    return value;
  }

  /** Takes cells, whose content is of no meaning: the index of the first. */
  takeCells(count: number): number {
    if (this.#at + 4 * count > this.#limit) this.#open(4 * count);
    const index = this.#at / 4;
    this.#at += 4 * count;
    return index;
  }

  /** Nobody reads what is on it any more. */
  [Symbol.dispose](): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#limit = 0;
    this.#loaded = undefined;
    for (const { address, bytes } of this.#chunks) this.heap.give(address, bytes);
  }

  #readText(text: string, isCanonical: boolean): TapeValue {
    const { value, isOdd } = this.#scan(
      Buffer.byteLength(text),
      (at) => void this.heap.bytes.write(text, at),
    );
    return isOdd && !isCanonical ? this.#readText(canonicalise(text), true) : value;
  }

  #scan(length: number, write: (at: number) => void): { readonly value: TapeValue; readonly isOdd: boolean } {
    this.#load();
    const { exports } = this.heap;
    const { names } = this;
    const expected = names.density;
    for (const density of [expected, ...highDensities]) {
      if (density < expected) continue;
      const needed = length + 2 * slackBytes + Math.ceil(density * length) + 64;
      if (this.#at + needed > this.#limit) this.#open(needed);
      const from = this.#at;
      write(from);
      this.heap.bytes[from + length] = 0;
      const tape = Math.ceil((from + length + slackBytes) / 16) * 16;
      const { keys, types } = this.#loaded as LoadedNames;
      const value = exports.scan(from, from + length, tape, this.#limit, keys, types, keyOf.__typename);
      if (value < 0) {
        if (value === exports.OVERFLOW.value) continue;
        throw new SyntaxError('The text is not JSON.');
      }
      const { cells } = this.heap;
      this.#at = cells[scanned.tapeEnd] as number;
      this.bytesRead += length;
      if (density !== expected) names.noteDensity((this.#at - tape) / length);
      if ((cells[scanned.levels] as number) > this.levels) this.levels = cells[scanned.levels] as number;
      return { value, isOdd: cells[scanned.isOdd] !== 0 };
    }
    throw new RangeError('The text takes more than the tape has room for.');
  }

  #load(): void {
    if (this.#loaded?.version === this.names.version) return;
    const size = this.names.size(this.heap);
    if (this.#at + size + slackBytes > this.#limit) this.#open(size + slackBytes);
    const at = Math.ceil(this.#at / 16) * 16;
    this.#loaded = this.names.load(this.heap, at);
    this.#at = at + size;
  }

  #open(bytes: number): void {
    if (!this.#isOpen) throw new TypeError('The tape is closed.');
    const size = Math.max(chunkBytes, bytes + slackBytes);
    const address = this.heap.take(size);
    this.#chunks.push({ address, bytes: size });
    this.#at = address;
    this.#limit = address + size;
  }
}

/** Without keys that stand twice, and without escapes that need none. @throws SyntaxError, or RangeError when it is nested too deep */
function canonicalise(text: string): string {
  return JSON.stringify(parseJson(text));
}
