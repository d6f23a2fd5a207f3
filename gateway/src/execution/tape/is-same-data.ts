import type { Tape } from './tape.ts';
import {
  containerCells,
  endCell,
  kindAt,
  kinds,
  linkCell,
  nextCell,
  nextOf,
  resolve,
  startCell,
  type TapeValue,
} from './values.ts';

/** Whether two objects have the same text, and the same merged into them and into what they hold. */
export function isSameData({ heap: { cells, exports } }: Tape, one: TapeValue, other: TapeValue): boolean {
  if (one === other) return true;
  const from = cells[one + startCell] as number;
  const to = cells[other + startCell] as number;
  const length = (cells[one + endCell] as number) - from;
  if (length === 0 || (cells[other + endCell] as number) - to !== length) return false;
  if (exports.same(from, to, length) === 0) return false;
  return isMergedAlike(cells, one, other);
}

/** Equal texts have the same cells one after another, but for what was merged and replaced. */
function isMergedAlike(cells: Int32Array, one: TapeValue, other: TapeValue): boolean {
  const end = cells[one + nextCell] as number;
  const distance = other - one;
  let at = one;
  while (at < end) {
    const kind = kindAt(cells, at);
    if (kind !== kindAt(cells, at + distance)) return false;
    if (kind === kinds.reference) {
      if (resolve(cells, at) !== resolve(cells, at + distance)) return false;
      // What it stands for was compared with what it stands for.
      at = nextOf(cells, at);
    } else if (kind < kinds.list) at = nextOf(cells, at);
    else {
      if (kind === kinds.object && !areLinkedAlike(cells, at, at + distance)) return false;
      // What is in it comes next.
      at += containerCells;
    }
  }
  return true;
}

function areLinkedAlike(cells: Int32Array, one: TapeValue, other: TapeValue): boolean {
  let first = cells[one + linkCell] as number;
  let second = cells[other + linkCell] as number;
  while (first !== 0 && second !== 0) {
    if (cells[first] !== cells[second]) return false;
    first = cells[first + 1] as number;
    second = cells[second + 1] as number;
  }
  return first === second;
}
