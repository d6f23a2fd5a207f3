import type { Tape } from './tape.ts';
import { isList, isObject, repeated, type TapeValue, visitItems, visitOwnMembers } from './values.ts';

/** Notes that the values of an entity become part of several objects: what they are made of stands at several places. */
export function markValuesRepeated(tape: Tape, entity: TapeValue): void {
  visitOwnMembers(tape.heap.cells, entity, (_key, value) => markRepeated(tape, value));
}

function markRepeated(tape: Tape, value: TapeValue): void {
  const { cells } = tape.heap;
  if (isList(cells, value)) visitItems(cells, value, (item) => markRepeated(tape, item));
  else if (isObject(cells, value)) {
    cells[value] = (cells[value] as number) | repeated;
    tape.hasRepeats = true;
  }
}
