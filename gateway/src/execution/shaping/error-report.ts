import {
  type FragmentDefinitionNode,
  type GraphQLFormattedError,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { GatewayErrorCode } from '../../errors.ts';
import { isIncluded } from '../../planning/operation/is-included.ts';
import type { ResponseKeys } from '../../planning/operation/response-keys.ts';
import { getOrInsert } from '../../values/get-or-insert.ts';
import type { ErrorTree, SubgraphError } from '../replies/error-tree.ts';
import type { PathElement } from '../tape/path.ts';

/** Collects the errors of one response while it is shaped, each with the path that the client sees. */
export interface ErrorReport {
  readonly errors: GraphQLFormattedError[];
  /** Where shaping is, in response names and list indexes. */
  readonly path: PathElement[];
  /** Reports a value that may not be there. */
  violation(message: string, code?: GatewayErrorCode): void;
  /** Reports the errors that belong exactly here. */
  at(tree: ErrorTree): void;
  /** Reports the errors here, and keeps those of fields that are not selected here for the end. */
  rest(tree: ErrorTree, selected: readonly { readonly key: string }[]): void;
  /** Reports the errors here and under a null; says whether there were any. */
  below(tree: ErrorTree, selectionSets: readonly SelectionSetNode[]): boolean;
  /** Reports the errors of fields that the client selected nowhere, at the object where they would be. */
  end(): void;
}

/** A subgraph that is away must not make answers many times their size: errors beyond this number are left out. */
const maxErrors = 1_000;

export interface ErrorReportOptions {
  readonly keys: ResponseKeys;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Those of the request: `@skip` and `@include` depend on them. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Where shaping begins. Default: the root. */
  readonly path?: readonly PathElement[];
}

export function createErrorReport({
  keys,
  fragments,
  variables,
  path: start = [],
}: ErrorReportOptions): ErrorReport {
  const errors: GraphQLFormattedError[] = [];
  const path = [...start];
  const told = new Set<string>();
  const placesByError = new Map<SubgraphError, Set<string>>();
  const unselected: { readonly error: SubgraphError; readonly place: readonly PathElement[] }[] = [];

  function push(error: SubgraphError, place: readonly PathElement[]): void {
    const places = getOrInsert(placesByError, error, () => new Set<string>());
    const id = place.join('/');
    if (places.has(id)) return;
    places.add(id);
    // Of a field that several subgraphs were asked for, and failed in the same way.
    const said = JSON.stringify([place, error.message, error.extensions['code']]);
    if (told.has(said)) return;
    told.add(said);
    if (errors.length >= maxErrors) return;
    errors.push({
      message: error.message,
      ...(place.length > 0 && { path: [...place] }),
      extensions: { ...error.extensions },
    });
  }

  function keepUnselected(tree: ErrorTree, place: readonly PathElement[]): void {
    for (const error of tree.errors) unselected.push({ error, place: [...place] });
    for (const child of tree.children.values()) keepUnselected(child, place);
  }

  /** Follows a tree below a null, where response names can only be found in the selections. */
  function follow(tree: ErrorTree, place: readonly PathElement[], sets: readonly SelectionSetNode[]): void {
    for (const error of tree.errors) push(error, place);
    for (const [element, child] of tree.children) {
      if (typeof element === 'number') {
        follow(child, [...place, element], sets);
        continue;
      }
      const selected = findSelected(element, sets);
      if (selected.size === 0) keepUnselected(child, place);
      for (const [name, inner] of selected) follow(child, [...place, name], inner);
    }
  }

  function findSelected(
    key: string,
    sets: readonly SelectionSetNode[],
    found = new Map<string, SelectionSetNode[]>(),
  ): ReadonlyMap<string, readonly SelectionSetNode[]> {
    for (const selection of sets.flatMap((set) => set.selections)) {
      if (!isIncluded(selection.directives ?? [], variables)) continue;
      if (selection.kind === Kind.FIELD) {
        if (keys.keyOf(selection) !== key) continue;
        const name = selection.alias?.value ?? selection.name.value;
        found.set(name, [
          ...(found.get(name) ?? []),
          ...(selection.selectionSet ? [selection.selectionSet] : []),
        ]);
      } else {
        const set =
          selection.kind === Kind.INLINE_FRAGMENT
            ? selection.selectionSet
            : fragments.get(selection.name.value)?.selectionSet;
        if (set) findSelected(key, [set], found);
      }
    }
    return found;
  }

  return {
    errors,
    path,
    violation(message, code = 'INVALID_SUBGRAPH_DATA') {
      if (errors.length >= maxErrors) return;
      errors.push({ message, path: [...path], extensions: { code } });
    },
    at(tree) {
      for (const error of tree.errors) push(error, path);
    },
    rest(tree, selected) {
      for (const error of tree.errors) push(error, path);
      const shown = new Set<PathElement>(selected.map(({ key }) => key));
      for (const [element, child] of tree.children) if (!shown.has(element)) keepUnselected(child, path);
    },
    below(tree, selectionSets) {
      follow(tree, path, selectionSets);
      return true;
    },
    end() {
      const homeless = unselected.filter(({ error }) => !error.isOfField && !placesByError.has(error));
      for (const { error, place } of homeless) push(error, place);
    },
  };
}
