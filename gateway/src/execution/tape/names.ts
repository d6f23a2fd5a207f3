import type { TapeHeap } from './tape-heap.ts';

/** The scanner has room for as many. */
const maxNames = 65_535;

/** The keys that every answer may have. */
const reservedKeys = ['__typename', 'data', 'errors', 'extensions', '_entities'] as const;

/** Their ids, which are the same for all operations. */
export const keyOf: Readonly<Record<(typeof reservedKeys)[number], number>> = {
  __typename: 1,
  data: 2,
  errors: 3,
  extensions: 4,
  _entities: 5,
};

/** Where the names of an operation are in a heap. */
export interface LoadedNames {
  readonly keys: number;
  readonly types: number;
  readonly version: number;
}

/**
 * The names that mean something to one operation: the keys of its subgraphs' answers, and the types of their objects. Each has an id;
 * a key without one is of no interest to anybody.
 */
export class Names {
  readonly #keys = new Map<string, number>();
  readonly #types = new Map<string, number>();
  readonly #typeNames: string[] = [''];
  readonly #isType: (name: string) => boolean;
  /** How many bytes of tape a byte of an answer takes: of most that is enough. */
  density = 2;
  /** Changes with the names. */
  version = 0;
  /** Both tables as they are in memory; made when they are needed. */
  #tables: { readonly bytes: Buffer; readonly typesAt: number } | undefined;

  /** `isType` says whether the supergraph has a type of a name: others are not worth remembering. */
  constructor(isType: (name: string) => boolean) {
    this.#isType = isType;
    for (const key of reservedKeys) this.keyOf(key);
  }

  /** The id of a key; one that is new counts for answers that are read from now on. */
  keyOf(key: string): number {
    return this.#idOf(this.#keys, key);
  }

  /** The id of a key that is known; 0 of any other, as what subgraphs say may be. */
  find(key: string): number {
    return this.#keys.get(key) ?? 0;
  }

  /** The id of a type; 0 when the supergraph has none of the name. */
  typeOf(name: string): number {
    if (!this.#isType(name)) return 0;
    const before = this.#types.size;
    const id = this.#idOf(this.#types, name);
    if (this.#types.size > before) this.#typeNames[id] = name;
    return id;
  }

  /** The name of a type by its id. */
  typeName(id: number): string {
    return this.#typeNames[id] ?? '';
  }

  /** Notes that an answer took more of the tape than was expected, so that the next one is not read twice. */
  noteDensity(density: number): void {
    this.density = Math.max(this.density, 1.125 * density);
  }

  /** How many bytes {@link load} writes. */
  size(heap: TapeHeap): number {
    return this.#findTables(heap).bytes.length;
  }

  /** Writes what the scanner looks names up in. */
  load(heap: TapeHeap, at: number): LoadedNames {
    const { bytes, typesAt } = this.#findTables(heap);
    heap.bytes.set(bytes, at);
    return { keys: at, types: at + typesAt, version: this.version };
  }

  #findTables(heap: TapeHeap) {
    this.#tables ??= writeTables(heap, this.#keys, this.#types);
    return this.#tables;
  }

  #idOf(ids: Map<string, number>, name: string): number {
    let id = ids.get(name);
    if (id === undefined) {
      id = ids.size + 1;
      if (id > maxNames) return 0;
      ids.set(name, id);
      this.version += 1;
      this.#tables = undefined;
    }
    return id;
  }
}

type Ids = ReadonlyMap<string, number>;

function writeTables(heap: TapeHeap, keys: Ids, types: Ids) {
  const typesAt = sizeOf(keys);
  const length = typesAt + sizeOf(types);
  const at = heap.take(length);
  heap.bytes.fill(0, at, at + length);
  writeTable(heap, at, keys);
  writeTable(heap, at + typesAt, types);
  const bytes = Buffer.from(heap.bytes.subarray(at, at + length));
  heap.give(at, length);
  return { bytes, typesAt };
}

/** A power of two, of which at most half are taken. */
function countSlots(ids: Ids): number {
  return 2 ** Math.ceil(Math.log2(2 * (ids.size + 1)));
}

function sizeOf(ids: Ids): number {
  let length = 16 + 16 * countSlots(ids);
  for (const name of ids.keys()) length += Buffer.byteLength(name);
  // What is compared is read in words.
  return Math.ceil((length + 8) / 16) * 16;
}

function writeTable({ bytes, cells, exports }: TapeHeap, at: number, ids: Ids): void {
  const slots = countSlots(ids);
  cells[at / 4] = slots - 1;
  let offset = 16 + 16 * slots;
  for (const [name, id] of ids) {
    const length = bytes.write(name, at + offset, 'utf8');
    exports.addName(at, offset, length, id);
    offset += length;
  }
}
