import type { DescribeFailure } from './describe-failure.ts';
import type { EngineEvent, EngineResult } from './engine.ts';
import { executeOperation, type RunStart } from './execute-operation.ts';
import type { CompiledOperation } from './prepare-operation.ts';
import { readReply } from './replies/parse-reply.ts';
import { BytesBody } from './replies/reply-body.ts';

/** Resolves the rest of a subscription's plan for one event. */
export async function executeEvent(
  operation: CompiledOperation,
  event: EngineEvent,
  { describeFailure, ...options }: Pick<RunStart, 'request'> & { readonly describeFailure: DescribeFailure },
): Promise<EngineResult> {
  const subgraph = operation.prepared.subscription?.subgraph ?? '';
  return executeOperation(operation, {
    ...options,
    begin(tape) {
      const reply = readReply(tape, new BytesBody(event.json));
      if (reply?.data !== undefined) operation.rewriteEvent?.(tape, reply.data);
      const errors = (reply?.errors ?? []).map((error) => ({
        error: describeFailure.reported(subgraph, error),
        at: [],
        objects: undefined,
        path: error.path ?? [],
      }));
      return { root: reply?.data, errors };
    },
    isEvent: true,
  });
}
