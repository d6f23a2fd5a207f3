import { type DataObject, setProperty } from '../data/response-data.ts';
import type { EntityGroup } from './entities/entity-groups.ts';
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
  take(groups: readonly EntityGroup[], operation: EntityOperation): EntityGroup[];
  /** Forgets all, when the run is over. */
  clear(): void;
}

export function createKnownEntities(): KnownEntities {
  const objects = new Map<string, DataObject[]>();

  function takeGroup({ representation, targets }: EntityGroup, operation: EntityOperation): boolean {
    const [first] = targets;
    if (first === undefined) return false;
    const known = objects.get(representation);
    if (known === undefined) {
      objects.set(representation, [first]);
      return false;
    }
    const leaves = operation.leavesOf(String(first['__typename']));
    const source = leaves && known.find((object) => leaves.every((key) => isLeafValue(object[key])));
    if (source === undefined) {
      known.push(first);
      return false;
    }
    for (const target of targets) {
      for (const key of leaves ?? []) {
        // What every object inherits under a name, such as `constructor`, is not there.
        if (!Object.hasOwn(target, key) || target[key] === null) setProperty(target, key, source[key]);
      }
    }
    return true;
  }

  return {
    take: (groups, operation) => groups.filter((group) => !takeGroup(group, operation)),
    clear: () => objects.clear(),
  };
}

/** A null may be an error's, and an object may be another's to write into. */
function isLeafValue(value: unknown): boolean {
  return value !== undefined && typeof value !== 'object' && typeof value !== 'function';
}
