import { readReply } from './data/parse-reply.ts';
import type { DescribeFailure } from './describe-failure.ts';
import type { EngineResult } from './engine.ts';
import { executeOperation, type RunStart } from './execute-operation.ts';
import type { CompiledOperation } from './prepare-operation.ts';

/** Resolves the rest of a subscription's plan for one event, into which it writes: nobody else may have it. */
export async function executeEvent(
  operation: CompiledOperation,
  event: EngineResult,
  { describeFailure, ...options }: Pick<RunStart, 'request'> & { readonly describeFailure: DescribeFailure },
): Promise<EngineResult> {
  const subgraph = operation.prepared.subscription?.subgraph ?? '';
  const reply = readReply(event);
  const root = reply?.data ?? {};
  operation.rewriteEvent?.(root);
  const errors = (reply?.errors ?? []).map((error) => ({
    error: describeFailure.reported(subgraph, error),
    at: [],
    objects: undefined,
    path: error.path ?? [],
  }));
  return executeOperation(operation, { ...options, root, errors, gathers: true });
}
