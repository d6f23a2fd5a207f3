import type { FetchNode } from '@apollo/query-planner';
import { getOrInsert } from '../get-or-insert.ts';
import { readFetchInputs } from '../planning/fetch-inputs.ts';
import { type CallEntities, compileEntityCall } from './compile-entity-call.ts';
import type { CompileContext, Step } from './compile-plan.ts';
import { compileRepresentation, type WriteRepresentation } from './compile-representation.ts';
import { flattenPath } from './flatten-path.ts';
import type { DataObject, PathElement } from './response-data.ts';

/** A fetch without the fields whose inputs are missing. */
interface PartialFetch {
  readonly write: WriteRepresentation;
  readonly call: CallEntities;
}

/**
 * Compiles a fetch of more fields for the entities at a path of the plan. Equal representations are sent once. An
 * entity that lacks what only some of the fields require, since a condition excluded it or its own fetch failed, is
 * asked for the others.
 */
export function compileEntityFetch(
  fetch: FetchNode,
  at: readonly PathElement[],
  context: CompileContext,
): Step {
  const inputs = readFetchInputs(fetch, context.requirements);
  const optional = [...inputs.optional];
  const write = compileRepresentation(fetch, context);
  const call = compileEntityCall(fetch, at, context);
  const partials = new Map<string, PartialFetch | 'nothing left'>();

  function partialFor(entity: DataObject): PartialFetch | undefined {
    const missing = optional.filter((key) => !Object.hasOwn(entity, key) || entity[key] === undefined);
    if (missing.length === 0) return undefined;
    const partial = getOrInsert(partials, missing.join(), () => {
      const reduced = inputs.without(missing);
      if (reduced === undefined) return 'nothing left';
      return {
        write: compileRepresentation(fetch, { ...context, omitted: missing }),
        call: compileEntityCall(reduced, at, context),
      };
    });
    return partial === 'nothing left' ? undefined : partial;
  }

  return async (run) => {
    const groups = new Map<string, Set<DataObject>>();
    const partialGroups = new Map<CallEntities, Map<string, Set<DataObject>>>();
    for (const entity of flattenPath(run.root, at)) {
      let representation = write(entity);
      let target = groups;
      if (representation === undefined && optional.length > 0) {
        const partial = partialFor(entity);
        representation = partial?.write(entity);
        if (partial) target = getOrInsert(partialGroups, partial.call, () => new Map());
      }
      if (representation !== undefined) getOrInsert(target, representation, () => new Set()).add(entity);
    }
    if (partialGroups.size === 0) {
      if (groups.size > 0) await call(run, groups);
      return;
    }
    if (groups.size > 0) partialGroups.set(call, groups);
    await Promise.all(Array.from(partialGroups, ([callPart, part]) => callPart(run, part)));
  };
}
