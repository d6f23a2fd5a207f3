import { locateErrors } from './data/locate-errors.ts';
import type { DataObject } from './data/response-data.ts';
import type { EngineIncrementalResult, EngineRequest, EngineResult } from './engine.ts';
import { createKnownEntities } from './fetching/known-entities.ts';
import type { CompiledOperation } from './prepare-operation.ts';
import type { Run } from './run.ts';
import type { PendingError } from './run-state.ts';
import type { PendingPart } from './shaping/completion.ts';
import { createDeferral, type Deferral } from './shaping/deferral.ts';
import { deliverDeferred, keepReachable } from './shaping/deliver-deferred.ts';
import { createErrorReport } from './shaping/error-report.ts';
import { createRepeats } from './shaping/repeats.ts';
import { attachWriting } from './writing/writing.ts';

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
  run.unknown.clear();
  return result;
}

/** The same for an operation of which deferred fragments may come later. */
export async function executeIncrementally(
  operation: CompiledOperation,
  start: RunStart,
): Promise<EngineIncrementalResult> {
  const deferral = createDeferral(operation.fetchIds);
  const run = startRun(operation, start, deferral);
  await operation.step?.(run);
  const found: PendingPart[] = [];
  const initial = shapeResult(operation, run, found);
  const first = keepReachable(found, initial.data, 0);
  return {
    initial,
    pending: first.map(({ path, site: { label } }) => ({ path, label })),
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
    unknown: new Map(),
    errors: [...operation.unplannedErrors(request.variables), ...errors],
    waves: operation.startWaves(() => run),
  };
  return run;
}

function shapeResult(
  operation: CompiledOperation,
  { request, root, errors, repeated, unknown }: Run,
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
    unknown: unknown.size > 0 ? unknown : undefined,
    introspection: operation.introspect?.(variables),
    ...(found && { deferred: { keys: [], found } }),
  };
  const data = shape(root, shaping, locateErrors(root, errors));
  report.end();
  if (data && repeats && repeats.count > 0) attachWriting(data, repeats);
  return report.errors.length === 0 ? { data } : { data, errors: report.errors };
}
