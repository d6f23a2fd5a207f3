import type { FetchNode } from '@apollo/query-planner';
import { gatewayErrors } from '../../../errors.ts';
import { cloneJson } from '../../../values/clone-json.ts';
import type { CompileContext } from '../../compile-context.ts';
import { mergeData } from '../../data/merge-data.ts';
import { type DataObject, isDataObject, type PathElement } from '../../data/response-data.ts';
import { compileRewrites } from '../../data/rewrite-data.ts';
import type { RunState } from '../../run-state.ts';
import { markValuesRepeated } from '../../shaping/repeats.ts';
import { createFetchFailure, type FetchFailure } from '../fetch-failure.ts';

/** Takes what a subgraph answers to one fetch of a plan. */
export interface EntityReceiver extends FetchFailure {
  /** Makes an entity part of the objects that it was asked for. */
  merge(run: RunState, entity: unknown, targets: readonly DataObject[]): void;
}

/** Creates the receiver for objects that stand at a path of the plan. */
export function createEntityReceiver(
  fetch: FetchNode,
  at: readonly PathElement[],
  context: CompileContext,
): EntityReceiver {
  const { types, sharesData } = context;
  const rewrite = compileRewrites(fetch.outputRewrites, types);
  const failure = createFetchFailure(fetch, at, context);

  function noteUnknown(run: RunState, targets: readonly DataObject[]): void {
    for (const target of targets) {
      const keys = types.keysOfReference(String(target['__typename']));
      if (keys !== undefined) run.unknown.set(target, keys);
    }
  }

  return {
    ...failure,
    merge(run, entity, targets) {
      if (entity === null || entity === undefined) {
        noteUnknown(run, targets);
        return;
      }
      if (!isDataObject(entity)) {
        failure.failAll(run, gatewayErrors.create('SUBREQUEST_MALFORMED_RESPONSE'), targets);
        return;
      }
      if (rewrite !== undefined) {
        const [target] = targets;
        entity['__typename'] ??= target?.['__typename'];
        rewrite(entity);
      }
      if (sharesData && targets.length > 1) markValuesRepeated(run.repeated, entity);
      for (const target of targets) {
        mergeData(target, sharesData ? entity : cloneJson(entity), types.isObjectType);
      }
    },
  };
}
