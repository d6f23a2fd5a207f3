import type { Names } from './names.ts';
import { maxListLevels, type PathElement } from './path.ts';
import type { Tape } from './tape.ts';
import {
  containerCells,
  find,
  isList,
  isObject,
  nextCell,
  nextOf,
  resolve,
  type TapeValue,
} from './values.ts';

/**
 * Visits each place at a path of a plan, with the objects that lead there: the root first, the object itself last.
 * The list is reused: a visitor that keeps it has to copy it.
 */
export type VisitObjects = (
  tape: Tape,
  root: TapeValue,
  visit: (lineage: readonly TapeValue[]) => void,
) => void;

/** Compiles a path of a plan, where `@` stands for each element of a list. */
export function compileVisitObjects(path: readonly PathElement[], names: Names): VisitObjects {
  const steps = path.filter((element) => element !== '@').map((element) => names.keyOf(String(element)));

  return (tape, root, visit) => {
    const lineage: TapeValue[] = [];

    function walk(value: TapeValue, lists = 0): void {
      // A visitor may make the heap grow, which has other cells then.
      const { heap } = tape;
      if (isList(heap.cells, value)) {
        if (lists === maxListLevels) return;
        const end = heap.cells[value + nextCell] as number;
        for (let at = value + containerCells; at < end; at = nextOf(heap.cells, at))
          walk(resolve(heap.cells, at), lists + 1);
      } else if (isObject(heap.cells, value)) {
        const step = steps[lineage.length];
        lineage.push(value);
        if (step === undefined) visit(lineage);
        else {
          const child = find(heap.cells, value, step);
          if (child !== 0) walk(child);
        }
        lineage.pop();
      }
    }

    walk(root);
  };
}
