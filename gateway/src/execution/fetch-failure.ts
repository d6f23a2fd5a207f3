import type { FetchNode } from '@apollo/query-planner';
import { Kind, parse, type SelectionSetNode } from 'graphql';
import type { CompileContext } from './compile-plan.ts';
import type { SubgraphError } from './error-tree.ts';
import type { ReplyError } from './parse-reply.ts';
import type { DataObject, PathElement } from './response-data.ts';
import type { Run } from './run.ts';

/** Records what goes wrong with one fetch of a plan, for the objects it concerns; undefined objects mean the root. */
export interface FetchFailure {
  /** An error that the subgraph reported, with its path below the objects when it has one. */
  report(
    run: Run,
    error: ReplyError,
    objects: readonly DataObject[] | undefined,
    path: readonly PathElement[] | undefined,
  ): void;
  /** Everything that the fetch was for is missing. */
  failAll(run: Run, cause: unknown, objects: readonly DataObject[] | undefined): void;
}

export function createFetchFailure(
  fetch: FetchNode,
  at: readonly PathElement[],
  { describeFailure, logger }: CompileContext,
): FetchFailure {
  let keys: readonly string[] | undefined;

  function pushForAllKeys(run: Run, error: SubgraphError, objects: readonly DataObject[] | undefined): void {
    keys ??= readKeys(fetch);
    for (const key of keys) run.errors.push({ error, at, objects, path: [key] });
  }

  return {
    report(run, reported, objects, path) {
      const error = describeFailure.reported(fetch.serviceName, reported);
      logger.debug({ subgraph: fetch.serviceName, error: reported.message }, 'A subgraph reported an error');
      if (path !== undefined) run.errors.push({ error, at, objects, path });
      else pushForAllKeys(run, error, objects);
    },
    failAll(run, cause, objects) {
      logger.warn({ subgraph: fetch.serviceName, cause: describeCause(cause) }, 'A subgraph failed');
      pushForAllKeys(run, describeFailure.failed(fetch.serviceName, cause), objects);
    },
  };
}

/** The response keys that a fetch brings: at the root, or on its entities. */
function readKeys(fetch: FetchNode): readonly string[] {
  const keys = new Set<string>();
  const definition = parse(fetch.operation, { noLocation: true }).definitions[0];
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return [];
  const [first] = definition.selectionSet.selections;
  const isEntityFetch = fetch.requires !== undefined && first?.kind === Kind.FIELD;
  collectKeys(isEntityFetch ? first.selectionSet : definition.selectionSet, keys);
  for (const rewrite of fetch.outputRewrites ?? []) {
    if (rewrite.kind === 'KeyRenamer' && keys.delete(rewrite.path.at(-1) ?? ''))
      keys.add(rewrite.renameKeyTo);
  }
  // A fetch that only finds out the type of an object has something to lose too.
  return keys.size > 0 ? [...keys] : ['__typename'];
}

function collectKeys(set: SelectionSetNode | undefined, keys: Set<string>): void {
  for (const selection of set?.selections ?? []) {
    if (selection.kind === Kind.INLINE_FRAGMENT) collectKeys(selection.selectionSet, keys);
    else if (selection.kind === Kind.FIELD && selection.name.value !== '__typename') {
      keys.add(selection.alias?.value ?? selection.name.value);
    }
  }
}

function describeCause(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? `${cause.message}: ${cause.cause.message}` : cause.message;
}
