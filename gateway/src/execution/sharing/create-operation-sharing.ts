import { createSingleFlight } from '../../values/create-single-flight.ts';
import type { EngineRequest, EngineResult, SubgraphReplyDetails } from '../engine.ts';
import type { EngineCounters } from '../engine-counters.ts';
import type { CompiledOperation } from '../prepare-operation.ts';
import { withoutCookies } from '../subgraph-client/without-cookies.ts';
import { extendResult, keepResult } from '../writing/create-result.ts';

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

/** What comes of a run that several may wait for. */
interface Outcome {
  readonly result: EngineResult;
  /** What subgraphs said, for those who come when some of them have. */
  readonly replies: readonly SubgraphReplyDetails[];
}

/**
 * Runs identical queries that overlap in time once. Identical means the variables and every header that a subgraph may
 * see, those of a trace excepted, so that no answer reaches another identity.
 */
export function createOperationSharing(
  execute: ExecuteOperation,
  { isTelling, counters }: OperationSharingOptions,
): ExecuteOperation {
  const singleFlight = createSingleFlight<Outcome>({
    onShared: () => {
      counters.operationsShared += 1;
    },
    awaitsCancelled: true,
    // Each may empty what it got.
    forOthers: ({ result, replies }) => {
      keepResult(result);
      return { result: extendResult(result, {}), replies: replies.map(withoutCookies) };
    },
  });

  function identify({ variables, headers, deadlineMs = Number.POSITIVE_INFINITY }: EngineRequest): string {
    // Whoever has much time must not depend on a run that was given little.
    const leftMs = Math.max(1, deadlineMs - Date.now());
    let key = `${Math.ceil(Math.log2(leftMs))} ${JSON.stringify(variables)}`;
    for (const name in headers) if (isTelling(name)) key += `\n${name}:${headers[name]}`;
    return key;
  }

  async function run(operation: CompiledOperation, request: EngineRequest): Promise<Outcome> {
    const replies: SubgraphReplyDetails[] = [];
    const onSubgraphReply = (reply: SubgraphReplyDetails) => void replies.push(reply);
    const result = await execute(operation, { request: { ...request, onSubgraphReply } });
    return { result, replies };
  }

  return async (operation, { request }) => {
    const { signal, onSubgraphReply, subgraphCache } = request;
    // What is kept of subgraphs' answers may be for one caller.
    if (operation.prepared.kind !== 'query' || subgraphCache || signal?.aborted) {
      return execute(operation, { request });
    }
    try {
      const { result, replies } = await singleFlight.join(
        operation,
        identify(request),
        signal,
        (cancellation) => run(operation, { ...request, signal: cancellation.signal }),
      );
      for (const reply of replies) onSubgraphReply?.(reply);
      return result;
    } catch (error) {
      // Others wait on, but a client whose time is up is told what is missing.
      if (signal?.aborted) return execute(operation, { request });
      throw error;
    }
  };
}
