import type { AnswerData, OpenAnswerData } from '../../ports/answer-data.ts';
import { Names } from '../tape/names.ts';
import { Tape } from '../tape/tape.ts';
import { find, isList, isNothing, isObject, type TapeValue, visitItems } from '../tape/values.ts';
import { writeData } from './write-result.ts';

/** Prepares to look for keys in the data of results. */
export function compileOpenAnswerData(keys: readonly string[]): OpenAnswerData {
  const names = new Names(() => false);
  const ids = keys.map((key) => names.keyOf(key));
  return (result) => {
    const json = writeData(result);
    const tape = new Tape(names);
    try {
      return new DataOnTape(tape, ids, typeof json === 'string' ? tape.read(json) : tape.readBytes(json));
    } catch {
      // It was written by the engine, so that it can only be too large to be read again.
      tape[Symbol.dispose]();
      return undefined;
    }
  };
}

class DataOnTape implements AnswerData {
  readonly root: number;
  readonly #tape: Tape;
  readonly #ids: readonly number[];

  constructor(tape: Tape, ids: readonly number[], root: TapeValue) {
    this.#tape = tape;
    this.#ids = ids;
    this.root = this.#present(root);
  }

  isList(value: number): boolean {
    return isList(this.#tape.heap.cells, value);
  }

  isObject(value: number): boolean {
    return isObject(this.#tape.heap.cells, value);
  }

  find(object: number, key: number): number {
    return this.#present(find(this.#tape.heap.cells, object, this.#ids[key] as number));
  }

  visitItems(list: number, visit: (item: number) => void): void {
    visitItems(this.#tape.heap.cells, list, (item) => visit(this.#present(item)));
  }

  [Symbol.dispose](): void {
    this.#tape[Symbol.dispose]();
  }

  #present(value: TapeValue): number {
    return isNothing(this.#tape.heap.cells, value) ? 0 : value;
  }
}
