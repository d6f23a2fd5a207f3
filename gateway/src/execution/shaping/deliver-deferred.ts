import type { EngineDeferredPart } from '../engine.ts';
import type { CompiledOperation } from '../prepare-operation.ts';
import type { ErrorTree } from '../replies/error-tree.ts';
import { locateErrors } from '../replies/locate-errors.ts';
import type { Run } from '../run.ts';
import type { PathElement } from '../tape/path.ts';
import { AnswerWriter } from '../writing/answer-writer.ts';
import { createResult, readData } from '../writing/create-result.ts';
import { answerHead, answerTail, WrittenAnswer } from '../writing/written-answer.ts';
import { outcomes, type PendingPart, takeBack } from './completion.ts';
import type { Deferral } from './deferral.ts';
import { createErrorReport } from './error-report.ts';
import { createPartPlaces, type PartPlaces } from './part-places.ts';

export interface DeferredDelivery {
  readonly run: Run;
  readonly deferral: Deferral;
  readonly first: readonly PendingPart[];
  /** What to let go of when nothing more comes, and nothing is asked for any more. */
  readonly cleanup: Disposable;
}

/** Lets go of what a run has when the last of its blocks is over. */
export function letGo({ deferral, cleanup }: Pick<DeferredDelivery, 'deferral' | 'cleanup'>): void {
  void deferral.whenOver().then(() => cleanup[Symbol.dispose]());
}

/** Lets go of what nobody has ever read. */
const unread = new FinalizationRegistry<() => void>((leave) => leave());

/** Yields the deferred parts of an answer as their data comes in: all that is ready at one time together. */
export function deliverDeferred(
  operation: CompiledOperation,
  delivery: DeferredDelivery,
): AsyncIterable<readonly EngineDeferredPart[]> {
  const leave = () => letGo(delivery);
  const parts = shapeParts(operation, delivery, leave);
  unread.register(parts, leave);
  return parts;
}

async function* shapeParts(
  operation: CompiledOperation,
  { run, deferral, first }: DeferredDelivery,
  leave: () => void,
): AsyncGenerator<readonly EngineDeferredPart[], void> {
  try {
    yield* shapeAll(operation, { run, deferral, first });
  } finally {
    leave();
  }
}

async function* shapeAll(
  operation: CompiledOperation,
  { run, deferral, first }: Pick<DeferredDelivery, 'run' | 'deferral' | 'first'>,
): AsyncGenerator<readonly EngineDeferredPart[], void> {
  const pending = new Set(first);
  const trees = new Map<string, ErrorTree>();
  /** Only what nulls something needs them. */
  let places: PartPlaces | undefined;
  const unplanned = operation.unplannedErrors(run.request.variables);

  function shapePart(part: PendingPart, writer: AnswerWriter): readonly EngineDeferredPart[] {
    const { site, keys, path } = part;
    let tree = trees.get(site.id);
    if (tree === undefined) {
      tree = locateErrors(run.tape, run.root, [...unplanned, ...(deferral.errorsOf(site.id) ?? [])]);
      trees.set(site.id, tree);
    }
    const found: PendingPart[] = [];
    const report = createErrorReport({ ...operation, variables: run.request.variables, path });
    writer.truncate(0);
    writer.text(answerHead);
    const shaping = {
      tape: run.tape,
      writer,
      report,
      repeats: undefined,
      unknown: run.unknown,
      introspection: operation.introspect?.(run.request.variables),
      deferred: { keys: [...keys], found },
    };
    const outcome = part.shape(shaping, descend(tree, keys));
    if (outcome !== outcomes.written) takeBack(shaping, answerHead.length, 0);
    report.end();
    for (const inner of found) {
      pending.add(inner);
      places?.add(inner);
    }
    if (outcome === undefined) return [];
    const place = {
      path,
      ...(site.label !== undefined && { label: site.label }),
      ...(report.errors.length > 0 && { errors: report.errors }),
    };
    if (outcome !== outcomes.written) return [{ data: null, ...place }];
    writer.text(answerTail);
    const come = createResult(new WrittenAnswer(writer, 'part'), place);
    if (report.errors.length > 0 || run.unknown.size > 0) forgetNulled(path, readData(come) ?? {});
    return [come];
  }

  /** Forgets the parts of objects that a part of what is above them has nulled: clients have no place for them any more. */
  function forgetNulled(path: PendingPart['path'], data: object): void {
    if (places === undefined) {
      places = createPartPlaces();
      for (const part of pending) places.add(part);
    }
    for (const part of places.findNulled(path, data)) pending.delete(part);
  }

  function shapeReady(isOver: boolean): readonly EngineDeferredPart[] {
    const ready: EngineDeferredPart[] = [];
    using writer = new AnswerWriter(run.tape.heap);
    // Parts that turn up while others are shaped may be ready too.
    for (const part of pending) {
      if (!isOver && deferral.errorsOf(part.site.id) === undefined) continue;
      pending.delete(part);
      ready.push(...shapePart(part, writer));
    }
    return ready;
  }

  for (;;) {
    const isOver = deferral.running() === 0;
    const next = deferral.next();
    const ready = shapeReady(isOver);
    if (ready.length > 0) yield ready;
    if (isOver) return;
    if (deferral.running() > 0) await next;
  }
}

function descend(tree: ErrorTree, keys: readonly PathElement[]): ErrorTree | undefined {
  let node: ErrorTree | undefined = tree;
  for (const key of keys) node = node?.children.get(key);
  return node;
}
