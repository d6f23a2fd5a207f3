import type { FetchNode, PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, type SelectionSetNode } from 'graphql';
import type { FetchDocuments } from '../fetches/fetch-documents.ts';

/** Fields as `path.name`, where lists leave no trace in the path. */
export type Fields = ReadonlySet<string>;

/** What the fetches of a node need to be there before, and what they bring. */
export interface Exchange {
  readonly needs: Fields;
  readonly brings: Fields;
  /** What they bring whatever the values of variables: not what stands under a condition. */
  readonly bringsAlways: Fields;
}

/** The fields of a path in a plan, which marks lists. */
export function readFieldPath(path: readonly (string | number)[]): readonly string[] {
  return path.filter((element) => element !== '@').map(String);
}

/** Reads what a node at a path of fields exchanges with others. */
export function readExchange(node: PlanNode, path: readonly string[], documents: FetchDocuments): Exchange {
  switch (node.kind) {
    case 'Fetch':
      return readFetch(node, path, documents);
    case 'Flatten':
      return readExchange(node.node, [...path, ...readFieldPath(node.path)], documents);
    case 'Sequence':
    case 'Parallel':
      return combine(node.nodes.map((child) => readExchange(child, path, documents)));
    case 'Condition': {
      const branches = [node.ifClause, node.elseClause].filter((branch) => branch !== undefined);
      return {
        ...combine(branches.map((branch) => readExchange(branch, path, documents))),
        bringsAlways: new Set(),
      };
    }
    case 'Defer':
      // What is deferred has no part in what comes before or after.
      return node.primary.node ? readExchange(node.primary.node, path, documents) : combine([]);
  }
}

/** What a node needs that its own fetches do not bring, and what they bring. */
function combine(exchanges: readonly Exchange[]): Exchange {
  const brings = new Set(exchanges.flatMap((exchange) => [...exchange.brings]));
  const bringsAlways = new Set(exchanges.flatMap((exchange) => [...exchange.bringsAlways]));
  const needs = new Set(exchanges.flatMap((exchange) => [...exchange.needs])).difference(bringsAlways);
  return { needs, brings, bringsAlways };
}

function readFetch(fetch: FetchNode, path: readonly string[], documents: FetchDocuments): Exchange {
  const { selectionSet } = documents.read(fetch.operation);
  const [entities] = selectionSet.selections;
  const isEntityFetch = fetch.requires !== undefined && entities?.kind === Kind.FIELD;
  const brought = { brings: new Set<string>(), bringsAlways: new Set<string>() };
  collectBrought(isEntityFetch ? entities.selectionSet : selectionSet, path, brought);
  const needs = new Set<string>();
  collectNeeded(fetch.requires ?? [], path, needs);
  return { needs, ...brought };
}

function collectBrought(
  set: SelectionSetNode | undefined,
  path: readonly string[],
  brought: { readonly brings: Set<string>; readonly bringsAlways: Set<string> | undefined },
): void {
  for (const selection of set?.selections ?? []) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
    const inside = selection.directives?.length ? { ...brought, bringsAlways: undefined } : brought;
    if (selection.kind === Kind.INLINE_FRAGMENT) collectBrought(selection.selectionSet, path, inside);
    else if (selection.name.value !== '__typename') {
      const inner = [...path, (selection.alias ?? selection.name).value];
      inside.brings.add(inner.join('.'));
      inside.bringsAlways?.add(inner.join('.'));
      collectBrought(selection.selectionSet, inner, inside);
    }
  }
}

function collectNeeded(
  selections: readonly QueryPlanSelectionNode[],
  path: readonly string[],
  fields: Set<string>,
): void {
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') collectNeeded(selection.selections, path, fields);
    else if (selection.name !== '__typename') {
      const inner = [...path, selection.name];
      fields.add(inner.join('.'));
      collectNeeded(selection.selections ?? [], inner, fields);
    }
  }
}
