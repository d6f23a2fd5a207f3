import type { FetchNode } from '@apollo/query-planner';
import { ServiceError } from '@headgate/service/define-errors.ts';
import type { ReplyError } from '../../ports/subgraph-reply.ts';
import type { CompileContext } from '../compile-context.ts';
import type { SubgraphError } from '../replies/error-tree.ts';
import type { RunState } from '../run-state.ts';
import { readWantedFields, type WantedFields } from '../shaping/wanted-fields.ts';
import type { PathElement } from '../tape/path.ts';
import type { TapeValue } from '../tape/values.ts';

/** Records what goes wrong with one fetch of a plan, for the objects it concerns; undefined objects mean the root. */
export interface FetchFailure {
  /** An error that the subgraph reported, with its path below the objects when it has one. */
  report(
    run: RunState,
    error: ReplyError,
    objects: readonly TapeValue[] | undefined,
    path: readonly PathElement[] | undefined,
  ): void;
  /** Everything that the fetch was for is missing. */
  failAll(run: RunState, cause: unknown, objects: readonly TapeValue[] | undefined): void;
}

export function createFetchFailure(
  fetch: FetchNode,
  at: readonly PathElement[],
  { describeFailure, logger, types, names, documents }: CompileContext,
): FetchFailure {
  let wanted: WantedFields | undefined;

  function push(
    run: RunState,
    error: SubgraphError,
    objects: readonly TapeValue[] | undefined,
    path: readonly PathElement[] = [],
  ): void {
    wanted ??= readWantedFields(fetch, documents.read(fetch.operation), { types, names });
    run.errors.push({ error, at, objects, path: wanted.rename(path), wanted });
  }

  return {
    report(run, reported, objects, path) {
      const error = describeFailure.reported(fetch.serviceName, reported);
      logger.debug({ subgraph: fetch.serviceName, error: reported.message }, 'A subgraph reported an error');
      push(run, error, objects, path);
    },
    failAll(run, cause, objects) {
      // Who asked has gone: that says nothing of the subgraph.
      const isGivenUp = cause instanceof ServiceError && cause.code === 'SUBREQUEST_CANCELLED';
      if (!isGivenUp) {
        logger.warn({ subgraph: fetch.serviceName, cause: describeCause(cause) }, 'A subgraph failed');
      }
      push(run, describeFailure.failed(fetch.serviceName, cause), objects);
    },
  };
}

function describeCause(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? `${cause.message}: ${cause.cause.message}` : cause.message;
}
