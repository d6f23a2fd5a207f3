import type { FetchNode } from '@apollo/query-planner';
import { getOrInsert } from '../get-or-insert.ts';
import { readFetchInputs } from '../planning/fetch-inputs.ts';
import { compileContextArguments } from './compile-context-arguments.ts';
import { type CallEntities, compileEntityCall } from './compile-entity-call.ts';
import type { CompileContext, Step } from './compile-plan.ts';
import { compileRepresentation, type WriteRepresentation } from './compile-representation.ts';
import { flattenPath } from './flatten-path.ts';
import type { DataObject, PathElement } from './response-data.ts';
import { visitObjects } from './visit-objects.ts';

/** One operation of a fetch: the whole of it, or what is left when inputs are missing. */
interface Variant {
  readonly id: string;
  readonly write: WriteRepresentation;
  readonly call: CallEntities;
}

/** A call to make: a variant, the variables from the ancestors of the entities, and the entities. */
interface PendingCall {
  readonly variant: Variant;
  readonly extra: DataObject | undefined;
  readonly groups: Map<string, Set<DataObject>>;
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
  const whole = compileVariant(fetch, []);
  const partials = new Map<string, Variant | 'nothing left'>();
  const readArguments =
    fetch.contextRewrites && compileContextArguments(fetch.contextRewrites, context.types);

  function compileVariant(part: FetchNode, omitted: readonly string[]): Variant {
    return {
      id: omitted.join(),
      write: compileRepresentation(part, { types: context.types, omitted }),
      call: compileEntityCall(part, at, context),
    };
  }

  function variantWithoutMissing(entity: DataObject): Variant | undefined {
    const missing = optional.filter((key) => !Object.hasOwn(entity, key) || entity[key] === undefined);
    if (missing.length === 0) return undefined;
    const variant = getOrInsert(partials, missing.join(), () => {
      const part = inputs.without(missing);
      return part ? compileVariant(part, missing) : 'nothing left';
    });
    return variant === 'nothing left' ? undefined : variant;
  }

  /** Adds an entity to the call that it belongs to. */
  function place(entity: DataObject, extra: DataObject | undefined, calls: Map<string, PendingCall>): void {
    let variant = whole;
    let representation = whole.write(entity);
    if (representation === undefined) {
      const partial = variantWithoutMissing(entity);
      representation = partial?.write(entity);
      if (partial === undefined || representation === undefined) return;
      variant = partial;
    }
    const id = extra === undefined ? variant.id : `${variant.id} ${JSON.stringify(extra)}`;
    const { groups } = getOrInsert(calls, id, () => ({ variant, extra, groups: new Map() }));
    getOrInsert(groups, representation, () => new Set()).add(entity);
  }

  return async (run) => {
    const calls = new Map<string, PendingCall>();
    if (readArguments === undefined) {
      for (const entity of flattenPath(run.root, at)) place(entity, undefined, calls);
    } else {
      visitObjects(run.root, at, (lineage) => {
        const entity = lineage.at(-1);
        if (entity) place(entity, readArguments(lineage), calls);
      });
    }
    await Promise.all(
      Array.from(calls.values(), ({ variant, extra, groups }) => variant.call(run, groups, extra)),
    );
  };
}
