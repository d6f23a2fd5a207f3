import type { Tape } from '../tape/tape.ts';
import { isObject, type TapeValue } from '../tape/values.ts';

/** Reads what a store kept; undefined when that is no object any more. */
export function readKept(tape: Tape, json: Uint8Array): TapeValue | undefined {
  try {
    const value = tape.readBytes(json);
    return isObject(tape.heap.cells, value) ? value : undefined;
  } catch {
    return undefined;
  }
}
