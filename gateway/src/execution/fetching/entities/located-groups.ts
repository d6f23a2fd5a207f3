import type { Tape } from '../../tape/tape.ts';
import type { TapeValue } from '../../tape/values.ts';

/** Whether two entities of a tape are of one group. */
export type AreAlike = (tape: Tape, one: TapeValue, other: TapeValue) => boolean;

const firstSlots = 64;

const none = -1;

/** The groups of one fetch in one run by the hash of what tells them apart: tables of integers, since there may be many. */
export class LocatedGroups {
  readonly #firsts: TapeValue[] = [];
  readonly #hashes: number[] = [];
  readonly #positions: number[] = [];
  /** The index of a group plus one; 0 is free. At most half are taken. */
  #slots = new Int32Array(firstSlots);

  readonly #tape: Tape;

  constructor(tape: Tape) {
    this.#tape = tape;
  }

  /** Finds the group of an entity among those of its hash, or begins one with it: its index. */
  find(hash: number, entity: TapeValue, areAlike: AreAlike): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let taken = this.#slots[slot] as number; taken !== 0; taken = this.#slots[slot] as number) {
      const index = taken - 1;
      if (this.#hashes[index] === hash && areAlike(this.#tape, this.#firsts[index] as TapeValue, entity))
        return index;
      slot = (slot + 1) & mask;
    }
    const count = this.#firsts.push(entity);
    this.#hashes.push(hash);
    this.#positions.push(none);
    this.#slots[slot] = count;
    if (2 * count > mask) this.#grow();
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

  #grow(): void {
    const slots = new Int32Array(4 * this.#slots.length);
    const mask = slots.length - 1;
    for (const [index, hash] of this.#hashes.entries()) {
      let slot = hash & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = index + 1;
    }
    this.#slots = slots;
  }
}
