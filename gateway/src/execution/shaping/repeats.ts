import type { TapeValue } from '../tape/values.ts';

/** Where an object was written, by lengths of the answer. */
export interface WrittenObject {
  readonly start: number;
  readonly end: number;
  readonly object: TapeValue;
  /** What completed it. */
  readonly complete: object;
}

/** Objects of an answer that may stand at several places: each is completed once, and copied from then on. */
export class Repeats {
  readonly #written = new Map<object, Map<TapeValue, WrittenObject>>();
  /** In the order in which they end. */
  readonly #order: WrittenObject[] = [];

  find(complete: object, object: TapeValue): WrittenObject | undefined {
    return this.#written.get(complete)?.get(object);
  }

  note(written: WrittenObject): void {
    let objects = this.#written.get(written.complete);
    if (objects === undefined) {
      objects = new Map();
      this.#written.set(written.complete, objects);
    }
    objects.set(written.object, written);
    this.#order.push(written);
  }

  /** What was written beyond a length is there no more. */
  forget(length: number): void {
    for (let last = this.#order.at(-1); last !== undefined && last.end > length; last = this.#order.at(-1)) {
      this.#order.pop();
      this.#written.get(last.complete)?.delete(last.object);
    }
  }
}
