import { createDeferral, type Deferral, type PendingPart } from './deferral.ts';
import { deliverDeferred, keepReachable } from './deliver-deferred.ts';
import type { EngineIncrementalResult, EngineRequest, EngineResult } from './engine.ts';
import { createErrorReport } from './error-report.ts';
import { createKnownEntities } from './known-entities.ts';
import { locateErrors } from './locate-errors.ts';
import type { CompiledOperation } from './prepare-operation.ts';
import { createRepeats } from './repeats.ts';
import type { DataObject } from './response-data.ts';
import type { PendingError, Run } from './run.ts';
import { attachWriting } from './writing.ts';

/** What a run starts with. */
export interface RunStart {
  readonly request: EngineRequest;
  /** Data that is already there, as that of a subscription's event, and its errors. */
  readonly root?: DataObject;
  readonly errors?: readonly PendingError[];
  /** Whether its entity calls may travel with those of other runs for the same caller. Default: no. */
  readonly gathers?: boolean;
}

/** Runs the plan of an operation and shapes the answer. Never rejects for a subgraph's failure. */
export async function executeOperation(operation: CompiledOperation, start: RunStart): Promise<EngineResult> {
  const run = startRun(operation, start, undefined);
  await operation.step?.(run);
  const result = shapeResult(operation, run, undefined);
  // Old promises keep the run for a while after it is over, but not its data.
  run.root = {};
  run.repeated.clear();
  run.known.clear();
  return result;
}

/** The same for an operation of which deferred fragments may come later. */
export async function executeIncrementally(
  operation: CompiledOperation,
  start: RunStart,
): Promise<EngineIncrementalResult> {
  const deferral = createDeferral();
  const run = startRun(operation, start, deferral);
  await operation.step?.(run);
  const found: PendingPart[] = [];
  const initial = shapeResult(operation, run, found);
  const first = keepReachable(found, initial.data, 0);
  return {
    initial,
    deferred: first.length === 0 ? undefined : deliverDeferred(operation, { run, deferral, first }),
  };
}

function startRun(
  operation: CompiledOperation,
  { request, root = {}, errors = [], gathers = false }: RunStart,
  deferral: Deferral | undefined,
): Run {
  const run: Run = {
    request,
    root,
    deferral,
    gathers,
    repeated: new Set(),
    known: createKnownEntities(),
    errors: [...operation.unplannedErrors(request.variables), ...errors],
    waves: operation.startWaves(() => run),
  };
  return run;
}

function shapeResult(
  operation: CompiledOperation,
  { request, root, errors, repeated }: Run,
  found: PendingPart[] | undefined,
): EngineResult {
  const { variables } = request;
  const { keys, fragments } = operation;
  const report = createErrorReport({ keys, fragments, variables });
  const shape = operation.shapeFor(variables);
  // Deferred fragments are found place by place.
  const repeats = found ? undefined : createRepeats(repeated);
  const shaping = {
    report,
    repeats,
    introspection: operation.introspect?.(variables),
    ...(found && { deferred: { keys: [], found } }),
  };
  const data = shape(root, shaping, locateErrors(root, errors));
  report.end();
  if (data && repeats && repeats.count > 0) attachWriting(data, repeats);
  return report.errors.length === 0 ? { data } : { data, errors: report.errors };
}
