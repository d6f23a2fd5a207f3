import type { FetchNode } from '@apollo/query-planner';
import { gatewayErrors } from '../../../errors.ts';
import type { CompileContext } from '../../compile-context.ts';
import type { RunState } from '../../run-state.ts';
import { copyTo } from '../../tape/copy-to.ts';
import { markValuesRepeated } from '../../tape/mark-repeated.ts';
import { merge } from '../../tape/merge.ts';
import type { PathElement } from '../../tape/path.ts';
import { compileRewrites } from '../../tape/rewrite-data.ts';
import type { Tape } from '../../tape/tape.ts';
import { findTypeId, findTypeName } from '../../tape/type-names.ts';
import { isNothing, isObject, type TapeValue, typeCell } from '../../tape/values.ts';
import { createFetchFailure, type FetchFailure } from '../fetch-failure.ts';

/** Takes what a subgraph answers to one fetch of a plan. */
export interface EntityReceiver extends FetchFailure {
  /** Makes an entity, which may be on the tape of another run, part of the objects that it was asked for. */
  merge(run: RunState, source: Tape, entity: TapeValue, targets: readonly TapeValue[]): void;
}

/** Creates the receiver for objects that stand at a path of the plan. */
export function createEntityReceiver(
  fetch: FetchNode,
  at: readonly PathElement[],
  context: CompileContext,
): EntityReceiver {
  const { types, names, sharesData } = context;
  const rewrite = compileRewrites(fetch.outputRewrites, types, names);
  const failure = createFetchFailure(fetch, at, context);

  function noteUnknown(run: RunState, targets: readonly TapeValue[]): void {
    for (const target of targets) {
      const keys = types.keysOfReference(String(findTypeName(run.tape, target)));
      if (keys !== undefined) run.unknown.set(target, keys);
    }
  }

  return {
    ...failure,
    merge(run, source, original, targets) {
      if (isNothing(source.heap.cells, original)) {
        noteUnknown(run, targets);
        return;
      }
      const { tape } = run;
      if (!isObject(source.heap.cells, original)) {
        failure.failAll(run, gatewayErrors.create('SUBREQUEST_MALFORMED_RESPONSE'), targets);
        return;
      }
      // One run must not write into what is another's.
      const entity = source === tape ? original : copyTo(tape, source, original);
      if (sharesData && targets.length > 1) markValuesRepeated(tape, entity);
      for (const [index, target] of targets.entries()) {
        const own = sharesData || index === 0 ? entity : copyTo(tape, source, original);
        if (rewrite !== undefined && (index === 0 || !sharesData)) {
          const type = findTypeId(tape, target);
          if (tape.heap.cells[own + typeCell] === 0) tape.heap.cells[own + typeCell] = type;
          rewrite(tape, own);
        }
        merge(tape, target, own, types.isObjectType);
      }
    },
  };
}
