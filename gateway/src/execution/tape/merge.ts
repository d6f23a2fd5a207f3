import { keyOf } from './names.ts';
import type { Tape } from './tape.ts';
import { findTypeId } from './type-names.ts';
import {
  containerCells,
  countCell,
  find,
  findOwnPlace,
  isList,
  isNothing,
  isObject,
  kindAt,
  kinds,
  linkCell,
  nextCell,
  nextOf,
  otherType,
  replace,
  resolve,
  type TapeValue,
  typeCell,
} from './values.ts';

/**
 * Merges an answer into what other fetches brought: what is there is kept, null is replaced. The name of an object type is never
 * replaced by that of the interface which another subgraph knows it by.
 */
export function merge(
  tape: Tape,
  target: TapeValue,
  source: TapeValue,
  isObjectType: (name: string) => boolean,
): void {
  if (target === source) return;
  mergeOwn(tape, target, source, isObjectType);
  const { heap } = tape;
  for (let link = heap.cells[source + linkCell] as number; link !== 0; link = heap.cells[link + 1] as number)
    mergeOwn(tape, target, heap.cells[link] as number, isObjectType);
}

function mergeOwn(
  tape: Tape,
  target: TapeValue,
  source: TapeValue,
  isObjectType: (name: string) => boolean,
): void {
  // Whatever links may take memory, and the heap has other cells then.
  const { heap } = tape;
  const end = heap.cells[source + nextCell] as number;
  for (let at = source + containerCells; at < end; at = nextOf(heap.cells, at)) {
    const key = (heap.cells[at] as number) >>> 8;
    // Leaves need nothing more: what was there first is found first.
    if (key === 0 || kindAt(heap.cells, at) < kinds.list) continue;
    const existing = find(heap.cells, target, key);
    if (existing !== 0) mergeValues(tape, existing, resolve(heap.cells, at), isObjectType);
  }
  mergeTypes(tape, target, source, isObjectType);
  tape.link(target, source);
}

function mergeTypes(
  tape: Tape,
  target: TapeValue,
  source: TapeValue,
  isObjectType: (name: string) => boolean,
): void {
  const { cells } = tape.heap;
  if (cells[source + typeCell] === 0) return;
  const existing = findTypeId(tape, target);
  if (existing !== 0 && isObjectType(tape.names.typeName(existing))) return;
  const incoming = findTypeId(tape, source);
  cells[target + typeCell] = incoming === 0 ? otherType : incoming;
  if (incoming !== 0) return;
  // Then it is read from where it is found.
  const place = findOwnPlace(cells, target, keyOf.__typename);
  if (place !== 0) cells[place] = (cells[place] as number) & 0xff;
}

/** What does not fit is left out. */
function mergeValues(
  tape: Tape,
  existing: TapeValue,
  incoming: TapeValue,
  isObjectType: (name: string) => boolean,
): void {
  const { cells } = tape.heap;
  if (existing === incoming) return;
  if (isObject(cells, existing)) {
    if (isObject(cells, incoming)) merge(tape, existing, incoming, isObjectType);
  } else if (isList(cells, existing) && isList(cells, incoming)) {
    if (cells[existing + countCell] === cells[incoming + countCell])
      mergeLists(tape, existing, incoming, isObjectType);
  }
}

function mergeLists(
  tape: Tape,
  existing: TapeValue,
  incoming: TapeValue,
  isObjectType: (name: string) => boolean,
): void {
  const { heap } = tape;
  const end = heap.cells[existing + nextCell] as number;
  let other = incoming + containerCells;
  for (let at = existing + containerCells; at < end; at = nextOf(heap.cells, at)) {
    const present = resolve(heap.cells, at);
    const value = resolve(heap.cells, other);
    if (!isNothing(heap.cells, present)) mergeValues(tape, present, value, isObjectType);
    else if (!isNothing(heap.cells, value)) replace(heap.cells, at, value);
    other = nextOf(heap.cells, other);
  }
}
