import type { FetchDataKeyRenamer, FetchNode } from '@apollo/query-planner';
import { Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import type { TypeIndex } from '../../supergraph/type-index.ts';
import { type DataObject, isDataObject, maxListLevels, type PathElement } from '../data/response-data.ts';
import { typeConditionOf } from '../data/rewrite-data.ts';

/** What a fetch was to bring: of that, an error takes away what nobody else brought. */
export interface WantedFields {
  /** The path of an error of the subgraph, in the keys that the data has in the end. */
  rename(path: readonly PathElement[]): readonly PathElement[];
  /** Visits the path of each field at or below a path of an object that is null, or the path itself when none is. */
  visitMissing(
    object: DataObject,
    path: readonly PathElement[],
    visit: (path: readonly PathElement[]) => void,
  ): void;
}

/** One field, by the key that its data has in the end. */
interface Wanted {
  readonly key: string;
  /** The types that an object must be of to have it. */
  readonly conditions: readonly string[];
  readonly inner: readonly Wanted[];
}

/** Reads what a fetch asks for: at the root, or of its entities. */
export function readWantedFields(
  fetch: FetchNode,
  operation: OperationDefinitionNode,
  types: TypeIndex,
): WantedFields {
  const renamers = (fetch.outputRewrites ?? []).filter((rewrite) => rewrite.kind === 'KeyRenamer');
  const wanted = readSelections(selectionSetOf(fetch, operation), [], renamers.map(toPending));

  function has(object: DataObject, { conditions }: Wanted): boolean {
    const name = object['__typename'];
    return typeof name !== 'string' || conditions.every((condition) => types.meets(name, condition));
  }

  /** Says whether it visited anything. */
  function visitBelow(
    value: unknown,
    fields: readonly Wanted[],
    path: readonly PathElement[],
    visit: (path: readonly PathElement[]) => void,
    lists = 0,
  ): boolean {
    let found = false;
    if (Array.isArray(value)) {
      if (lists === maxListLevels) return false;
      for (const [index, element] of value.entries())
        found = visitBelow(element, fields, [...path, index], visit, lists + 1) || found;
    } else if (isDataObject(value)) {
      for (const field of fields) {
        if (!has(value, field)) continue;
        const below = readOwn(value, field.key);
        const place = [...path, field.key];
        if (below === null || below === undefined) {
          visit(place);
          found = true;
        } else found = visitBelow(below, field.inner, place, visit) || found;
      }
    }
    return found;
  }

  return {
    rename: (path) => renamers.reduce(renamePath, path),
    visitMissing(object, path, visit) {
      let value: unknown = object;
      let fields = wanted;
      for (const element of path) {
        value = readOwn(value, element);
        if (typeof element === 'string') fields = fields.flatMap((f) => (f.key === element ? f.inner : []));
      }
      if (visitBelow(value, fields, path, visit)) return;
      if (path.length > 0) visit(path);
      else if (wanted.length > 0)
        for (const field of wanted.filter((one) => has(object, one))) visit([field.key]);
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
  renames: readonly PendingRename[],
): readonly Wanted[] {
  return (set?.selections ?? []).flatMap((selection): readonly Wanted[] => {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      const all = condition === undefined ? conditions : [...conditions, condition];
      return readSelections(selection.selectionSet, all, renames);
    }
    if (selection.kind !== Kind.FIELD || selection.name.value === '__typename') return [];
    const key = selection.alias?.value ?? selection.name.value;
    const own = renames.filter(({ path }) => path[0] === key);
    const renamed = own.find(({ path }) => path.length === 1)?.to ?? key;
    const inner = own.map(({ path, to }) => ({ path: path.slice(1), to }));
    return [{ key: renamed, conditions, inner: readSelections(selection.selectionSet, [], inner) }];
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

function readOwn(value: unknown, key: PathElement): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as DataObject)[key];
}
