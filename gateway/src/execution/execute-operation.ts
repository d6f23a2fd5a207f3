import type { EngineRequest, EngineResult } from './engine.ts';
import { createErrorReport } from './error-report.ts';
import { locateErrors } from './locate-errors.ts';
import type { CompiledOperation } from './prepare-operation.ts';
import type { DataObject } from './response-data.ts';
import type { PendingError, Run } from './run.ts';

/** What a run starts with. */
export interface RunStart {
  readonly request: EngineRequest;
  readonly headers: Readonly<Record<string, string>>;
  /** Data that is already there, as that of a subscription's event, and its errors. */
  readonly root?: DataObject;
  readonly errors?: readonly PendingError[];
}

/** Runs the plan of an operation and shapes the answer. Never rejects for a subgraph's failure. */
export async function executeOperation(
  operation: CompiledOperation,
  { request, headers, root = {}, errors = [] }: RunStart,
): Promise<EngineResult> {
  const run: Run = {
    request,
    headers,
    root,
    errors: [...operation.errors, ...errors],
    waves: operation.startWaves(() => run),
  };
  await operation.step?.(run);
  return shapeResult(operation, run);
}

function shapeResult(operation: CompiledOperation, { request, root, errors }: Run): EngineResult {
  const { variables } = request;
  const { keys, fragments } = operation;
  const report = createErrorReport({ keys, fragments, variables });
  const shape = operation.shapeFor(variables);
  const introspection = operation.introspect?.(variables);
  const data = shape(root, { report, introspection }, locateErrors(root, errors));
  report.end();
  return report.errors.length === 0 ? { data } : { data, errors: report.errors };
}
