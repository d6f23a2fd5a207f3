import type { Tape } from '../../tape/tape.ts';
import type { TapeValue } from '../../tape/values.ts';

/** Whether two entities of a tape are of one group. */
export type AreAlike = (tape: Tape, one: TapeValue, other: TapeValue) => boolean;

/** As many hashes are sooner looked through than a table of them is made. */
const fewGroups = 8;

const none = -1;

/** The groups of one fetch in one run by the hash of what tells them apart: tables of integers, since there may be many. */
export class LocatedGroups {
  readonly #firsts: TapeValue[] = [];
  readonly #hashes: number[] = [];
  readonly #positions: number[] = [];
  /** The index of a group plus one; 0 is free. At most half are taken. Undefined as long as there are few. */
  #slots: Int32Array | undefined;

  readonly #tape: Tape;

  constructor(tape: Tape) {
    this.#tape = tape;
  }

  /** Finds the group of an entity among those of its hash, or begins one with it: its index. */
  find(hash: number, entity: TapeValue, areAlike: AreAlike): number {
    const known = this.#slots
      ? this.#look(this.#slots, hash, entity, areAlike)
      : this.#lookThrough(hash, entity, areAlike);
    if (known !== undefined) return known;
    const count = this.#firsts.push(entity);
    this.#hashes.push(hash);
    this.#positions.push(none);
    if (this.#slots && 2 * count < this.#slots.length) take(this.#slots, hash, count);
    else if (count > fewGroups) this.#grow();
    return count - 1;
  }

  /** Where a group is in its call; undefined as long as it is in none. */
  positionOf(index: number): number | undefined {
    const position = this.#positions[index];
    return position === none ? undefined : position;
  }

  /** Notes where a group is in its call. */
  place(index: number, position: number): void {
    this.#positions[index] = position;
  }

  #lookThrough(hash: number, entity: TapeValue, areAlike: AreAlike): number | undefined {
    for (let index = 0; index < this.#hashes.length; index++)
      if (this.#isIn(index, hash, entity, areAlike)) return index;
    return undefined;
  }

  #look(slots: Int32Array, hash: number, entity: TapeValue, areAlike: AreAlike): number | undefined {
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const index = (slots[slot] as number) - 1;
      if (index < 0) return undefined;
      if (this.#isIn(index, hash, entity, areAlike)) return index;
    }
  }

  #isIn(index: number, hash: number, entity: TapeValue, areAlike: AreAlike): boolean {
    return this.#hashes[index] === hash && areAlike(this.#tape, this.#firsts[index] as TapeValue, entity);
  }

  #grow(): void {
    const slots = new Int32Array(4 * (this.#slots?.length ?? fewGroups));
    for (const [index, hash] of this.#hashes.entries()) take(slots, hash, index + 1);
    this.#slots = slots;
  }
}

function take(slots: Int32Array, hash: number, value: number): void {
  const mask = slots.length - 1;
  let slot = hash & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  slots[slot] = value;
}
