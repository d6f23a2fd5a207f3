import { parseJson } from '../../values/parse-json.ts';
import type { Tape } from './tape.ts';
import { textOf } from './text-of.ts';
import { escaped, fraction, isNothing, kinds, long, type TapeValue } from './values.ts';

/** What `parseJson` makes of a value; undefined for none. What was merged into objects is left out. */
export function toJavaScript(tape: Tape, value: TapeValue): unknown {
  if (value === 0) return undefined;
  return isNothing(tape.heap.cells, value) ? null : parseJson(textOf(tape, value));
}

/** The JSON of a value, the same for all texts that mean the same but for the order of keys. */
export function toCanonicalJson(tape: Tape, value: TapeValue): string {
  const text = textOf(tape, value);
  return isCanonical(tape.heap.cells, value) ? text : JSON.stringify(parseJson(text));
}

/** Whether a value cannot be written in any other way. */
export function isCanonical(cells: Int32Array, value: TapeValue): boolean {
  const head = cells[value] as number;
  const kind = head & 7;
  return (
    kind < kinds.number ||
    (kind === kinds.string && (head & escaped) === 0) ||
    (kind === kinds.number && (head & (fraction | long)) === 0)
  );
}
