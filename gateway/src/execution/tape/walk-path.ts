import type { Names } from './names.ts';
import type { PathElement } from './path.ts';
import { maxListLevels } from './path.ts';
import type { Tape } from './tape.ts';
import {
  containerCells,
  findPlace,
  kindAt,
  kinds,
  nextCell,
  nextOf,
  repeated,
  replace,
  resolve,
  type TapeValue,
} from './values.ts';

/** Returns the object that is to stand where the given one was found. */
export type VisitObject = (object: TapeValue) => TapeValue;

/** Visits the objects at a path of a plan. Those that may stand at several places are gone into once: so is what is below them. */
export type WalkPath = (tape: Tape, root: TapeValue, visit: VisitObject) => void;

/** Compiles a path of a plan, where `@` stands for each element of a list. */
export function compileWalkPath(path: readonly PathElement[], names: Names): WalkPath {
  // Lists are gone through wherever they turn up.
  const steps = path.filter((element) => element !== '@').map((element) => names.keyOf(String(element)));

  /** Goes into what stands at a place. */
  function walk(
    tape: Tape,
    place: TapeValue,
    depth: number,
    visit: VisitObject,
    seen: Set<TapeValue>[] | undefined,
    lists: number,
  ): void {
    const { heap } = tape;
    const value = resolve(heap.cells, place);
    const kind = kindAt(heap.cells, value);
    if (kind === kinds.list) {
      if (lists === maxListLevels) return;
      const end = heap.cells[value + nextCell] as number;
      for (let at = value + containerCells; at < end; at = nextOf(heap.cells, at))
        walk(tape, at, depth, visit, seen, lists + 1);
      return;
    }
    if (kind !== kinds.object) return;
    if (seen !== undefined && ((heap.cells[value] as number) & repeated) !== 0) {
      seen[depth] ??= new Set();
      if (seen[depth].has(value)) return;
      seen[depth].add(value);
    }
    const step = steps[depth];
    if (step === undefined) {
      const taken = visit(value);
      if (taken !== value) replace(heap.cells, place, taken);
      return;
    }
    const child = findPlace(heap.cells, value, step);
    if (child !== 0) walk(tape, child, depth + 1, visit, seen, 0);
  }

  return (tape, root, visit) => walk(tape, root, 0, visit, tape.hasRepeats ? [] : undefined, 0);
}
