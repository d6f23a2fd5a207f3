import type { FetchDataRewrite, FetchNode } from '@apollo/query-planner';
import { type FieldNode, Kind, type SelectionNode, type SelectionSetNode, visit } from 'graphql';
import type { FetchDocuments } from '../fetches/fetch-documents.ts';

type Rename = Extract<FetchDataRewrite, { kind: 'KeyRenamer' }>;

/**
 * Gives fields the aliases that the planner means them to have. Where fields of one name and different types meet, it
 * plans to fetch them under aliases and to rename what comes back, but forgets the aliases inside of fragments that have
 * a condition and no type.
 */
export function applyMissingAliases(fetch: FetchNode, documents: FetchDocuments): FetchNode {
  const renames = (fetch.outputRewrites ?? []).filter((rewrite) => rewrite.kind === 'KeyRenamer');
  if (renames.length === 0) return fetch;
  const mended = visit(documents.read(fetch.operation), {
    OperationDefinition(definition) {
      const [entities] = definition.selectionSet.selections;
      if (fetch.requires === undefined || entities?.kind !== Kind.FIELD || !entities.selectionSet) {
        return { ...definition, selectionSet: aliasSet(definition.selectionSet, renames) };
      }
      const selectionSet = aliasSet(entities.selectionSet, renames);
      return {
        ...definition,
        selectionSet: { ...definition.selectionSet, selections: [{ ...entities, selectionSet }] },
      };
    },
  });
  return { ...fetch, operation: documents.write(mended) };
}

function aliasSet(set: SelectionSetNode, renames: readonly Rename[]): SelectionSetNode {
  return { ...set, selections: set.selections.map((selection) => aliasSelection(selection, renames)) };
}

function aliasSelection(selection: SelectionNode, renames: readonly Rename[]): SelectionNode {
  if (selection.kind === Kind.FIELD) return aliasField(selection, renames);
  if (selection.kind !== Kind.INLINE_FRAGMENT) return selection;
  const type = selection.typeCondition?.name.value;
  const inner = type === undefined ? renames : below(`... on ${type}`, renames);
  return { ...selection, selectionSet: aliasSet(selection.selectionSet, inner) };
}

function aliasField(field: FieldNode, renames: readonly Rename[]): FieldNode {
  const key = (field.alias ?? field.name).value;
  const alias = renames.find(({ path, renameKeyTo }) => path.length === 1 && renameKeyTo === key)?.path[0];
  return {
    ...field,
    ...(alias !== undefined && { alias: { kind: Kind.NAME, value: alias } }),
    ...(field.selectionSet && { selectionSet: aliasSet(field.selectionSet, below(alias ?? key, renames)) }),
  };
}

/** The renames that happen below an element of their path. */
function below(element: string, renames: readonly Rename[]): readonly Rename[] {
  return renames
    .filter(({ path }) => path.length > 1 && path[0] === element)
    .map((rename) => ({ ...rename, path: rename.path.slice(1) }));
}
