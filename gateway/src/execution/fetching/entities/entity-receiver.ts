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
import type { EntityList } from './entity-list.ts';

/** Takes what a subgraph answers to one fetch of a plan. */
export interface EntityReceiver extends FetchFailure {
  /** Makes an entity, which may be on the tape of another run, part of the objects of the group that it was asked for. */
  merge(run: RunState, source: Tape, entity: TapeValue, entities: EntityList, position: number): void;
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

  /** Rewrites an entity that may not say what it is, as what it was asked for. */
  function rewriteFor(tape: Tape, entity: TapeValue, target: TapeValue): void {
    if (rewrite === undefined) return;
    const { cells } = tape.heap;
    if (cells[entity + typeCell] === 0) cells[entity + typeCell] = findTypeId(tape, target);
    rewrite(tape, entity);
  }

  return {
    ...failure,
    merge(run, source, original, entities, position) {
      if (isNothing(source.heap.cells, original)) {
        noteUnknown(run, entities.at(position));
        return;
      }
      const { tape } = run;
      if (!isObject(source.heap.cells, original)) {
        failure.failAll(run, gatewayErrors.create('SUBREQUEST_MALFORMED_RESPONSE'), entities.at(position));
        return;
      }
      // One run must not write into what is another's.
      const entity = source === tape ? original : copyTo(tape, source, original);
      const first = entities.firsts[position] as TapeValue;
      rewriteFor(tape, entity, first);
      merge(tape, first, entity, types.isObjectType);
      const others = entities.othersAt(position);
      if (others === undefined) return;
      if (sharesData) markValuesRepeated(tape, entity);
      for (const target of others) {
        const own = sharesData ? entity : copyTo(tape, source, original);
        if (own !== entity) rewriteFor(tape, own, target);
        merge(tape, target, own, types.isObjectType);
      }
    },
  };
}
