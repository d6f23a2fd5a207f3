import { createFlights } from './create-flights.ts';
import type { EngineRequest, EngineResult } from './engine.ts';
import type { EngineCounters } from './engine-counters.ts';
import type { CompiledOperation } from './prepare-operation.ts';

/** Runs an operation. Never rejects for a subgraph's failure. */
export type ExecuteOperation = (
  operation: CompiledOperation,
  start: { readonly request: EngineRequest },
) => Promise<EngineResult>;

export interface OperationSharingOptions {
  /** Whether the client's header of a name makes a difference to any subgraph. */
  readonly isTelling: (name: string) => boolean;
  readonly counters: EngineCounters;
}

const neverAborted = new AbortController().signal;

/**
 * Runs identical queries that overlap in time once. Identical means the variables and every header that a subgraph may
 * see, those of a trace excepted, so that no answer reaches another identity.
 */
export function createOperationSharing(
  execute: ExecuteOperation,
  { isTelling, counters }: OperationSharingOptions,
): ExecuteOperation {
  const flights = createFlights<EngineResult>({
    onShared: () => {
      counters.operationsShared += 1;
    },
    awaitsCancelled: true,
    forOthers: (result) => result,
  });

  function identify({ variables, headers, deadlineMs = Number.POSITIVE_INFINITY }: EngineRequest): string {
    // Whoever has much time must not depend on a run that was given little.
    const leftMs = Math.max(1, deadlineMs - Date.now());
    let key = `${Math.ceil(Math.log2(leftMs))} ${JSON.stringify(variables)}`;
    for (const name in headers) if (isTelling(name)) key += `\n${name}:${headers[name]}`;
    return key;
  }

  return async (operation, { request }) => {
    const { signal = neverAborted, onSubgraphReply, subgraphCache } = request;
    // Who wants to know of each subgraph's answer cannot come in late; what is kept may be for one caller.
    if (operation.prepared.kind !== 'query' || onSubgraphReply || subgraphCache || signal.aborted) {
      return execute(operation, { request });
    }
    try {
      return await flights.join(operation, identify(request), signal, (shared) =>
        execute(operation, { request: { ...request, signal: shared } }),
      );
    } catch (error) {
      // Others wait on, but a client whose time is up is told what is missing.
      if (signal.aborted) return execute(operation, { request });
      throw error;
    }
  };
}
