import type { FetchNode } from '@apollo/query-planner';
import { gatewayErrors } from '../errors.ts';
import type { CompileContext } from './compile-plan.ts';
import { createFetchFailure, type FetchFailure } from './fetch-failure.ts';
import { mergeData } from './merge-data.ts';
import { markValuesRepeated } from './repeats.ts';
import { type DataObject, isDataObject, type PathElement } from './response-data.ts';
import { compileRewrites } from './rewrite-data.ts';
import type { Run } from './run.ts';

/** Takes what a subgraph answers to one fetch of a plan. */
export interface EntityReceiver extends FetchFailure {
  /** Makes an entity part of the objects that it was asked for. */
  merge(run: Run, entity: unknown, targets: readonly DataObject[]): void;
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
  return {
    ...failure,
    merge(run, entity, targets) {
      if (entity === null || entity === undefined) return;
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
        mergeData(target, sharesData ? entity : structuredClone(entity), types.isObjectType);
      }
    },
  };
}
