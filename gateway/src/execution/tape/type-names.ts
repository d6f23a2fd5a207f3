import { keyOf } from './names.ts';
import type { Tape } from './tape.ts';
import { textOf } from './text-of.ts';
import { find, kindAt, kinds, type TapeValue, typeCell } from './values.ts';

/** The id of an object's type; 0 when nobody has said what it is, and when the supergraph has no such type. */
export function findTypeId(tape: Tape, object: TapeValue): number {
  const id = tape.heap.cells[object + typeCell] as number;
  return id >= 0 ? id : learnType(tape, object);
}

/** The name of an object's type: undefined when nobody has said what it is, null when that is not a name. */
export function findTypeName(tape: Tape, object: TapeValue): string | null | undefined {
  const id = findTypeId(tape, object);
  if (id !== 0) return tape.names.typeName(id);
  return tape.heap.cells[object + typeCell] === 0 ? undefined : readTypeName(tape, object);
}

/** Gives an object the type of a name. */
export function setTypeName(tape: Tape, object: TapeValue, name: string): void {
  tape.heap.cells[object + typeCell] = tape.names.typeOf(name);
}

function learnType(tape: Tape, object: TapeValue): number {
  const name = readTypeName(tape, object);
  const id = name === null ? 0 : tape.names.typeOf(name);
  if (id !== 0) tape.heap.cells[object + typeCell] = id;
  return id;
}

function readTypeName(tape: Tape, object: TapeValue): string | null {
  const { cells } = tape.heap;
  const value = find(cells, object, keyOf.__typename);
  return value !== 0 && kindAt(cells, value) === kinds.string ? JSON.parse(textOf(tape, value)) : null;
}
