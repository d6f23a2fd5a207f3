import type { FetchNode } from '@apollo/query-planner';
import type { TypeIndex } from '../../../supergraph/type-index.ts';
import type { Names } from '../../tape/names.ts';
import type { Tape } from '../../tape/tape.ts';
import { findTypeId } from '../../tape/type-names.ts';
import { endCell, find, kindAt, kinds, startCell, type TapeValue } from '../../tape/values.ts';
import { collectInputs } from '../compile-representation.ts';
import type { AreAlike, LocatedGroups } from './located-groups.ts';

/**
 * Finds the index of the group of an entity, or begins one with it, by the bytes that its representation is made of: comparing them is
 * cheaper than writing them. Undefined when only the representation itself can tell.
 */
export type LocateGroup = (tape: Tape, entity: TapeValue, groups: LocatedGroups) => number | undefined;

/** What tells entities of one type apart. */
interface Inputs {
  /** The ids of the keys. */
  readonly keys: readonly number[];
  readonly areAlike: AreAlike;
}

/** Compiles the search for a fetch. Rewritten and composite inputs are left to the representation. */
export function compileLocateGroup(
  { requires = [], inputRewrites = [] }: Pick<FetchNode, 'requires' | 'inputRewrites'>,
  { types, names }: { readonly types: TypeIndex; readonly names: Names },
): LocateGroup {
  if (inputRewrites.length > 0) return () => undefined;
  /** By the id of the type. */
  const inputsByType: (Inputs | 'composite' | undefined)[] = [];

  function compileInputs(type: number, typeName: string): Inputs | 'composite' {
    const inputs = [...collectInputs(requires, typeName, types).values()];
    if (inputs.some(({ selections }) => selections !== undefined)) return 'composite';
    const keys = inputs.filter(({ key }) => key !== '__typename').map(({ key }) => names.keyOf(key));
    const areAlike: AreAlike = (tape, one, other) =>
      findTypeId(tape, one) === type && haveSameInputs(tape, one, other, keys);
    return { keys, areAlike };
  }

  return (tape, entity, groups) => {
    const type = findTypeId(tape, entity);
    if (type === 0) return undefined;
    inputsByType[type] ??= compileInputs(type, names.typeName(type));
    const inputs = inputsByType[type];
    if (inputs === undefined || inputs === 'composite') return undefined;
    const { keys, areAlike } = inputs;
    const { cells, exports } = tape.heap;
    let hash = type;
    for (let index = 0; index < keys.length; index++) {
      const value = find(cells, entity, keys[index] as number);
      if (value === 0 || kindAt(cells, value) >= kinds.list) return undefined;
      const start = cells[value + startCell] as number;
      hash = (Math.imul(hash, 31) + exports.hash(start, (cells[value + endCell] as number) - start)) | 0;
    }
    return groups.find(hash, entity, areAlike);
  };
}

function haveSameInputs(
  { heap: { cells, exports } }: Tape,
  one: TapeValue,
  other: TapeValue,
  keys: readonly number[],
): boolean {
  for (const key of keys) {
    const value = find(cells, one, key);
    const otherValue = find(cells, other, key);
    if (value === 0 || otherValue === 0) return false;
    const start = cells[value + startCell] as number;
    const otherStart = cells[otherValue + startCell] as number;
    const length = (cells[value + endCell] as number) - start;
    if ((cells[otherValue + endCell] as number) - otherStart !== length) return false;
    if (exports.same(start, otherStart, length) === 0) return false;
  }
  return true;
}
