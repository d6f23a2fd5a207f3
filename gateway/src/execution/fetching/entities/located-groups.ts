import type { Tape } from '../../tape/tape.ts';
import type { TapeValue } from '../../tape/values.ts';
import { EntityGroup } from './entity-group.ts';

/** Whether two entities of a tape are of one group. */
export type AreAlike = (tape: Tape, one: TapeValue, other: TapeValue) => boolean;

const firstSlots = 64;

/** The groups of one fetch in one run by the hash of what tells them apart: a table of integers, since there may be many. */
export class LocatedGroups {
  readonly #groups: EntityGroup[] = [];
  readonly #hashes: number[] = [];
  /** The position of a group plus one; 0 is free. At most half are taken. */
  #slots = new Int32Array(firstSlots);

  readonly #tape: Tape;

  constructor(tape: Tape) {
    this.#tape = tape;
  }

  /** Finds the group of an entity among those of its hash, or begins one with it. */
  find(hash: number, entity: TapeValue, areAlike: AreAlike): EntityGroup {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let position = this.#slots[slot] as number; position !== 0; position = this.#slots[slot] as number) {
      const group = this.#groups[position - 1] as EntityGroup;
      if (this.#hashes[position - 1] === hash && areAlike(this.#tape, group.first, entity)) return group;
      slot = (slot + 1) & mask;
    }
    const group = new EntityGroup('', entity);
    this.#slots[slot] = this.#groups.push(group);
    this.#hashes.push(hash);
    if (2 * this.#groups.length > mask) this.#grow();
    return group;
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
