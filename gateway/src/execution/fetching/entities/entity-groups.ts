import type { FetchNode } from '@apollo/query-planner';
import type { TypeIndex } from '../../../supergraph/type-index.ts';
import { createPropertyReader, type DataObject } from '../../data/response-data.ts';
import { collectInputs } from '../compile-representation.ts';

/** Entities that have the same representation, and so are one for the subgraph. */
export interface EntityGroup {
  /** As JSON. */
  readonly representation: string;
  readonly targets: DataObject[];
}

/** A group, and the way to others: one step for the type's name, one for each of the inputs. */
export interface GroupSlot {
  group: EntityGroup | undefined;
  next: Map<unknown, GroupSlot> | undefined;
}

export function createGroupSlot(): GroupSlot {
  return { group: undefined, next: undefined };
}

/**
 * Finds the slot for an entity by the values that its representation is made of: comparing them is cheaper than writing
 * them. Undefined when only the representation itself can tell.
 */
export type LocateGroup = (entity: DataObject, first: GroupSlot) => GroupSlot | undefined;

type ReadProperty = (object: DataObject) => unknown;

/** Compiles the search for a fetch. Rewritten and composite inputs are left to the representation. */
export function compileLocateGroup(
  { requires = [], inputRewrites = [] }: Pick<FetchNode, 'requires' | 'inputRewrites'>,
  types: TypeIndex,
): LocateGroup {
  if (inputRewrites.length > 0) return () => undefined;
  const readersByType = new Map<string, readonly ReadProperty[] | undefined>();

  function compileReaders(typeName: string): readonly ReadProperty[] | undefined {
    const inputs = [...collectInputs(requires, typeName, types).values()];
    if (inputs.some(({ selections }) => selections !== undefined)) return undefined;
    return inputs.filter(({ key }) => key !== '__typename').map(({ key }) => createPropertyReader(key));
  }

  return (entity, first) => {
    const typeName = entity['__typename'];
    if (typeof typeName !== 'string') return undefined;
    let readers = readersByType.get(typeName);
    if (readers === undefined) {
      // An answer may name any type: only those that exist are worth remembering.
      if (readersByType.has(typeName) || !types.isComposite(typeName)) return undefined;
      readers = compileReaders(typeName);
      readersByType.set(typeName, readers);
      if (readers === undefined) return undefined;
    }
    let slot = follow(first, typeName);
    for (let index = 0; index < readers.length; index++) {
      const value = readers[index]?.(entity);
      if (value === undefined || (typeof value === 'object' && value !== null)) return undefined;
      slot = follow(slot, value);
    }
    return slot;
  };
}

function follow(slot: GroupSlot, value: unknown): GroupSlot {
  slot.next ??= new Map();
  let next = slot.next.get(value);
  if (next === undefined) {
    next = createGroupSlot();
    slot.next.set(value, next);
  }
  return next;
}
