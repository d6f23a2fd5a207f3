import type { Tape } from '../tape/tape.ts';
import { findTypeName } from '../tape/type-names.ts';
import { find, isNothing, kindAt, kinds, type TapeValue } from '../tape/values.ts';
import type { EntityList } from './entities/entity-list.ts';
import type { EntityOperation } from './entities/entity-operation.ts';

/**
 * What a run holds of entities, by representation. One key of the data stands for one field with one set of arguments
 * throughout an operation, so what one fetch brought of an entity is what another would be told.
 */
export interface KnownEntities {
  /**
   * Gives entities what the run has of them already, wherever it stands, if that is all that they are asked for. Returns
   * the groups that are to be asked for, which are known from now on.
   */
  take(tape: Tape, entities: EntityList, operation: EntityOperation): EntityList;
  /** Forgets all, when the run is over. */
  clear(): void;
}

export function createKnownEntities(): KnownEntities {
  const objects = new Map<string, TapeValue[]>();

  function takeGroup(
    tape: Tape,
    entities: EntityList,
    position: number,
    operation: EntityOperation,
  ): boolean {
    const { cells } = tape.heap;
    const representation = entities.representationAt(position);
    const first = entities.firsts[position] as TapeValue;
    const known = objects.get(representation);
    if (known === undefined) {
      objects.set(representation, [first]);
      return false;
    }
    const leaves = operation.leavesOf(String(findTypeName(tape, first)));
    const source =
      leaves && known.find((object) => leaves.every((key) => isLeaf(cells, find(cells, object, key))));
    if (source === undefined) {
      known.push(first);
      return false;
    }
    const found = tape.createLeaves(leaves?.map((key) => find(cells, source, key)) ?? []);
    for (const target of entities.at(position)) if (target !== source) tape.link(target, found);
    return true;
  }

  return {
    take: (tape, entities, operation) =>
      entities.filter((position) => !takeGroup(tape, entities, position, operation)),
    clear: () => objects.clear(),
  };
}

/** A null may be an error's, and an object may be another's to write into. */
function isLeaf(cells: Int32Array, value: TapeValue): boolean {
  return !isNothing(cells, value) && kindAt(cells, value) < kinds.list;
}
