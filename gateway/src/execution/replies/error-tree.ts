import { getOrInsert } from '../../values/get-or-insert.ts';
import type { PathElement } from '../tape/path.ts';

/** An error of a subgraph, before it has the path at which the client sees it. */
export interface SubgraphError {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
  /** Whether it is only told where its field is shown: of a part that comes later, with that part. */
  readonly isOfField?: boolean;
}

/** Errors by place in the data, under the response keys of the plan. */
export interface ErrorTree {
  readonly errors: SubgraphError[];
  readonly children: Map<PathElement, ErrorTree>;
}

export function createErrorTree(): ErrorTree {
  return { errors: [], children: new Map() };
}

/** Files an error under the place where it belongs. */
export function addError(tree: ErrorTree, path: readonly PathElement[], error: SubgraphError): void {
  let node = tree;
  for (const element of path) {
    node = getOrInsert(node.children, element, createErrorTree);
  }
  node.errors.push(error);
}
