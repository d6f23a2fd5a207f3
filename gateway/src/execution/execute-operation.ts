import type { GraphQLFormattedError } from 'graphql';
import type { EngineIncrementalResult, EngineRequest, EngineResult } from './engine.ts';
import { createKnownEntities } from './fetching/known-entities.ts';
import type { CompiledOperation } from './prepare-operation.ts';
import { locateErrors } from './replies/locate-errors.ts';
import type { Run } from './run.ts';
import type { PendingError } from './run-state.ts';
import type { PendingPart } from './shaping/completion.ts';
import { createDeferral, type Deferral } from './shaping/deferral.ts';
import { deliverDeferred, letGo } from './shaping/deliver-deferred.ts';
import { createErrorReport } from './shaping/error-report.ts';
import { Repeats } from './shaping/repeats.ts';
import { Tape } from './tape/tape.ts';
import type { TapeValue } from './tape/values.ts';
import { AnswerWriter } from './writing/answer-writer.ts';
import { createResult } from './writing/create-result.ts';
import { type AnswerUse, answerHead, answerTail, WrittenAnswer } from './writing/written-answer.ts';

/** What a run starts with. */
export interface RunStart {
  readonly request: EngineRequest;
  /** Reads data that is already there, as that of a subscription's event, and its errors. */
  readonly begin?: (tape: Tape) => {
    readonly root: TapeValue | undefined;
    readonly errors: readonly PendingError[];
  };
  /**
   * Whether it is an event of a subscription: its entity calls may travel with those of other runs for the same caller, and its answer
   * is for many. Default: no.
   */
  readonly isEvent?: boolean;
}

/** Runs the plan of an operation and shapes the answer. Never rejects for a subgraph's failure. */
export async function executeOperation(operation: CompiledOperation, start: RunStart): Promise<EngineResult> {
  using tape = new Tape(operation.names);
  const run = startRun(operation, start, { tape, deferral: undefined });
  await operation.step?.(run);
  return shapeResult(operation, run, { found: undefined, use: start.isEvent ? 'event' : 'whole' });
}

/** The same for an operation of which deferred fragments may come later. */
export async function executeIncrementally(
  operation: CompiledOperation,
  start: RunStart,
): Promise<EngineIncrementalResult> {
  using cleanup = new DisposableStack();
  const tape = cleanup.use(new Tape(operation.names));
  const deferral = createDeferral(operation.fetchIds);
  const run = startRun(operation, start, { tape, deferral });
  await operation.step?.(run);
  const first: PendingPart[] = [];
  const initial = shapeResult(operation, run, { found: first, use: 'whole' });
  const pending = first.map(({ path, site: { label } }) => ({ path, label }));
  const delivery = { run, deferral, first, cleanup: cleanup.move() };
  if (first.length > 0) return { initial, pending, deferred: deliverDeferred(operation, delivery) };
  letGo(delivery);
  return { initial, pending, deferred: undefined };
}

function startRun(
  operation: CompiledOperation,
  { request, begin, isEvent = false }: RunStart,
  { tape, deferral }: { readonly tape: Tape; readonly deferral: Deferral | undefined },
): Run {
  const { root, errors = [] } = begin?.(tape) ?? {};
  const run: Run = {
    request,
    tape,
    root: root ?? tape.createObject(),
    deferral,
    gathers: isEvent,
    known: createKnownEntities(),
    unknown: new Map(),
    errors: [...operation.unplannedErrors(request.variables), ...errors],
    waves: operation.startWaves(() => run),
  };
  return run;
}

function shapeResult(
  operation: CompiledOperation,
  { request, tape, root, errors, unknown }: Run,
  { found, use }: { readonly found: PendingPart[] | undefined; readonly use: AnswerUse },
): EngineResult {
  const { variables } = request;
  const { keys, fragments } = operation;
  const report = createErrorReport({ keys, fragments, variables });
  const shape = operation.shapeFor(variables);
  using writer = new AnswerWriter(tape.heap, tape.bytesRead);
  writer.text(answerHead);
  shape(
    root,
    {
      tape,
      writer,
      report,
      // Deferred fragments are found place by place.
      repeats: tape.hasRepeats && !found ? new Repeats() : undefined,
      unknown: unknown.size > 0 ? unknown : undefined,
      introspection: operation.introspect?.(variables),
      ...(found && { deferred: { keys: [], found } }),
    },
    locateErrors(tape, root, errors),
  );
  report.end();
  writer.text(answerTail);
  return createResult(new WrittenAnswer(writer, found?.length ? 'part' : use), withErrors(report.errors));
}

function withErrors(errors: readonly GraphQLFormattedError[]) {
  return errors.length > 0 ? { errors } : undefined;
}
