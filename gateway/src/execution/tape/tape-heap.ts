import { randomBytes } from 'node:crypto';
import { gatewayErrors } from '../../errors.ts';
import { tapeModule } from './__generated__/tape-module.ts';

const pageBytes = 64 * 1024;

/** All that the answers under way may take, of the 4 GiB that WebAssembly can address. */
const maxPages = 2 * 1024 * 16;

/** What is kept however little of it is used. */
const keptPages = 16 * 16;

/** For as long more memory is kept than is used. */
const keptMs = 30_000;

/** Cells that say what the last scan found: where its tape ends, in bytes; whether a slower reader has to look at it; how deep it goes. */
export const scanned = { tapeEnd: 2, isOdd: 3, levels: 4 } as const;

/** What gateway/tape exports. */
export interface TapeExports {
  readonly HEAP_BASE: WebAssembly.Global;
  /** What `scan` returns when the tape has no room; other negative results are for what is no JSON. */
  readonly OVERFLOW: WebAssembly.Global;
  seed(one: bigint, other: bigint): void;
  scan(
    from: number,
    end: number,
    tape: number,
    limit: number,
    keys: number,
    typeNames: number,
    typenameKey: number,
  ): number;
  addName(table: number, offset: number, length: number, id: number): void;
  hash(at: number, length: number): number;
  same(one: number, other: number, length: number): number;
  copy(to: number, from: number, length: number): void;
}

interface Room {
  readonly page: number;
  readonly count: number;
}

let compiled: WebAssembly.Module | undefined;
const seeds = randomBytes(16);

/** Memory outside of V8's heap in which the answers of subgraphs are read and those of the gateway are written. */
export class TapeHeap {
  readonly exports: TapeExports;
  /** The whole memory; new ones when it grows, so that they must not be held beyond whatever may take memory. */
  cells!: Int32Array;
  bytes!: Buffer;
  readonly #memory: WebAssembly.Memory;
  #pages: number;
  /** By page, none next to another. */
  readonly #rooms: Room[] = [];
  #used = 0;
  /** The most that was used since it was last looked at. */
  #peak = 0;

  constructor() {
    compiled ??= new WebAssembly.Module(Buffer.from(tapeModule, 'base64'));
    this.#memory = new WebAssembly.Memory({ initial: 16, maximum: maxPages });
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory: this.#memory } });
    this.exports = exports as unknown as TapeExports;
    this.exports.seed(seeds.readBigUInt64LE(0), seeds.readBigUInt64LE(8));
    this.#pages = 16;
    this.#look();
    const first = Math.ceil(Number(this.exports.HEAP_BASE.value) / pageBytes);
    this.#rooms.push({ page: first, count: this.#pages - first });
  }

  get isIdle(): boolean {
    return this.#used === 0;
  }

  /** Takes memory of at least so many bytes: the address of its first, which is a multiple of 64 KiB. */
  take(bytes: number): number {
    const count = Math.ceil(bytes / pageBytes);
    let index = this.#rooms.findIndex((room) => room.count >= count);
    if (index < 0) index = this.#grow(count);
    const { page, count: had } = this.#rooms[index] as Room;
    if (had === count) this.#rooms.splice(index, 1);
    else this.#rooms[index] = { page: page + count, count: had - count };
    this.#used += count;
    if (this.#used > this.#peak) this.#peak = this.#used;
    return page * pageBytes;
  }

  /** Gives memory back that was taken. */
  give(address: number, bytes: number): void {
    let page = address / pageBytes;
    let count = Math.ceil(bytes / pageBytes);
    this.#used -= count;
    let index = this.#rooms.findIndex((room) => room.page > page);
    if (index < 0) index = this.#rooms.length;
    const before = this.#rooms[index - 1];
    const after = this.#rooms[index];
    let first = index;
    let replaced = 0;
    if (before && before.page + before.count === page) {
      page = before.page;
      count += before.count;
      first -= 1;
      replaced += 1;
    }
    if (after && page + count === after.page) {
      count += after.count;
      replaced += 1;
    }
    this.#rooms.splice(first, replaced, { page, count });
  }

  /** Whether it is much larger than what has been used of it since the last look. */
  isWasteful(): boolean {
    const peak = this.#peak;
    this.#peak = this.#used;
    return this.#pages > keptPages && this.#pages > 2 * peak;
  }

  /** Returns which room has space now. */
  #grow(count: number): number {
    const last = this.#rooms.at(-1);
    const isLast = last !== undefined && last.page + last.count === this.#pages;
    const missing = count - (isLast ? last.count : 0);
    // By a quarter at least: each time V8 makes new views of it all.
    const more = Math.max(missing, Math.min(Math.ceil(this.#pages / 4), maxPages - this.#pages));
    if (this.#pages + missing > maxPages) throw gatewayErrors.create('SUBREQUEST_RESPONSE_TOO_LARGE');
    this.#memory.grow(more);
    if (isLast) this.#rooms[this.#rooms.length - 1] = { page: last.page, count: last.count + more };
    else this.#rooms.push({ page: this.#pages, count: more });
    this.#pages += more;
    this.#look();
    return this.#rooms.length - 1;
  }

  #look(): void {
    this.cells = new Int32Array(this.#memory.buffer);
    this.bytes = Buffer.from(this.#memory.buffer);
  }
}

let current: TapeHeap | undefined;
let isWatched = false;

/** The heap for what begins now. WebAssembly gives no memory back: one that has become too large is left to the collector. */
export function openHeap(): TapeHeap {
  current ??= new TapeHeap();
  if (!isWatched) watch();
  return current;
}

function watch(): void {
  isWatched = true;
  setTimeout(() => {
    isWatched = false;
    if (current?.isWasteful()) current = undefined;
    else if (current && !current.isIdle) watch();
  }, keptMs).unref();
}
