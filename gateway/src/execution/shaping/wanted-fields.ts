import type { FetchDataKeyRenamer, FetchNode } from '@apollo/query-planner';
import { Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { TypeIndex } from '../../supergraph/type-index.ts';
import type { Names } from '../tape/names.ts';
import { maxListLevels, type PathElement } from '../tape/path.ts';
import { typeConditionOf } from '../tape/rewrite-data.ts';
import type { Tape } from '../tape/tape.ts';
import { findTypeName } from '../tape/type-names.ts';
import { find, isList, isNothing, isObject, itemAt, type TapeValue, visitItems } from '../tape/values.ts';

/** What a fetch was to bring: of that, an error takes away what nobody else brought. */
export interface WantedFields {
  /** The path of an error of the subgraph, in the keys that the data has in the end. */
  rename(path: readonly PathElement[]): readonly PathElement[];
  /** Visits the path of each field at or below a path of an object that is null, or the path itself when none is. */
  visitMissing(
    tape: Tape,
    object: TapeValue,
    path: readonly PathElement[],
    visit: (path: readonly PathElement[]) => void,
  ): void;
}

/** One field, by the key that its data has in the end. */
interface Wanted {
  readonly key: string;
  readonly id: number;
  /** The types that an object must be of to have it. */
  readonly conditions: readonly string[];
  readonly inner: readonly Wanted[];
}

/** Reads what a fetch asks for: at the root, or of its entities. */
export function readWantedFields(
  fetch: FetchNode,
  operation: OperationDefinitionNode,
  { types, names }: { readonly types: TypeIndex; readonly names: Names },
): WantedFields {
  const renamers = (fetch.outputRewrites ?? []).filter((rewrite) => rewrite.kind === 'KeyRenamer');
  const wanted = readSelections(selectionSetOf(fetch, operation), [], {
    names,
    renames: renamers.map(toPending),
  });

  function has(tape: Tape, object: TapeValue, { conditions }: Wanted): boolean {
    const name = findTypeName(tape, object);
    return typeof name !== 'string' || conditions.every((condition) => types.meets(name, condition));
  }

  /** Says whether it visited anything. */
  function visitBelow(
    tape: Tape,
    value: TapeValue,
    fields: readonly Wanted[],
    path: readonly PathElement[],
    visit: (path: readonly PathElement[]) => void,
    lists = 0,
  ): boolean {
    const { cells } = tape.heap;
    let found = false;
    if (isList(cells, value)) {
      if (lists === maxListLevels) return false;
      visitItems(cells, value, (item, index) => {
        found = visitBelow(tape, item, fields, [...path, index], visit, lists + 1) || found;
      });
    } else if (isObject(cells, value)) {
      for (const field of fields) {
        if (!has(tape, value, field)) continue;
        const below = find(cells, value, field.id);
        const place = [...path, field.key];
        if (isNothing(cells, below)) {
          visit(place);
          found = true;
        } else found = visitBelow(tape, below, field.inner, place, visit) || found;
      }
    }
    return found;
  }

  return {
    rename: (path) => renamers.reduce(renamePath, path),
    visitMissing(tape, object, path, visit) {
      let value = object;
      let fields = wanted;
      for (const element of path) {
        value = readOwn(tape, value, element);
        if (typeof element === 'string') fields = fields.flatMap((f) => (f.key === element ? f.inner : []));
      }
      if (visitBelow(tape, value, fields, path, visit)) return;
      if (path.length > 0) visit(path);
      else if (wanted.length > 0)
        for (const field of wanted.filter((one) => has(tape, object, one))) visit([field.key]);
      // A fetch that only finds out the type of an object has something to lose too.
      else visit(['__typename']);
    },
  };
}

function selectionSetOf(
  fetch: FetchNode,
  { selectionSet }: OperationDefinitionNode,
): SelectionSetNode | undefined {
  const [first] = selectionSet.selections;
  const isEntityFetch = fetch.requires !== undefined && first?.kind === Kind.FIELD;
  return isEntityFetch ? first.selectionSet : selectionSet;
}

interface PendingRename {
  /** Without type conditions. */
  readonly path: readonly string[];
  readonly to: string;
}

function toPending({ path, renameKeyTo }: FetchDataKeyRenamer): PendingRename {
  return { path: path.filter((element) => typeConditionOf(element) === undefined), to: renameKeyTo };
}

function readSelections(
  set: SelectionSetNode | undefined,
  conditions: readonly string[],
  { names, renames }: { readonly names: Names; readonly renames: readonly PendingRename[] },
): readonly Wanted[] {
  return (set?.selections ?? []).flatMap((selection): readonly Wanted[] => {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      const all = condition === undefined ? conditions : [...conditions, condition];
      return readSelections(selection.selectionSet, all, { names, renames });
    }
    if (selection.kind !== Kind.FIELD || selection.name.value === '__typename') return [];
    const key = selection.alias?.value ?? selection.name.value;
    const own = renames.filter(({ path }) => path[0] === key);
    const renamed = own.find(({ path }) => path.length === 1)?.to ?? key;
    const inner = own.map(({ path, to }) => ({ path: path.slice(1), to }));
    return [
      {
        key: renamed,
        id: names.keyOf(renamed),
        conditions,
        inner: readSelections(selection.selectionSet, [], { names, renames: inner }),
      },
    ];
  });
}

/** Renames the element of a path that a rename of the data concerns. */
function renamePath(path: readonly PathElement[], renamer: FetchDataKeyRenamer): readonly PathElement[] {
  const { path: keys, to } = toPending(renamer);
  let depth = 0;
  for (const [index, element] of path.entries()) {
    if (typeof element === 'number') continue;
    if (element !== keys[depth]) return path;
    depth += 1;
    if (depth === keys.length) return path.with(index, to);
  }
  return path;
}

function readOwn({ heap: { cells }, names }: Tape, value: TapeValue, key: PathElement): TapeValue {
  if (typeof key === 'number') return isList(cells, value) ? itemAt(cells, value, key) : 0;
  const id = names.find(key);
  return id !== 0 && isObject(cells, value) ? find(cells, value, id) : 0;
}
