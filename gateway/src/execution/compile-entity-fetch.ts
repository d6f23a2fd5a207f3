import type { FetchNode } from '@apollo/query-planner';
import { getOrInsert } from '../get-or-insert.ts';
import { readFetchInputs } from '../planning/fetch-inputs.ts';
import { listRequiredTypes } from '../planning/find-types-at-many-paths.ts';
import { createCallEntities, type EntityCall } from './call-entities.ts';
import { compileContextArguments } from './compile-context-arguments.ts';
import type { CompileContext, Step } from './compile-plan.ts';
import { compileRepresentation, type WriteRepresentation } from './compile-representation.ts';
import { compileLocateGroup, createGroupSlot, type EntityGroup, type GroupSlot } from './entity-groups.ts';
import { compileEntityOperation, type EntityOperation } from './entity-operation.ts';
import { createEntityReceiver, type EntityReceiver } from './entity-receiver.ts';
import { gatherCalls } from './gather-calls.ts';
import { isSameData } from './is-same-data.ts';
import type { DataObject, PathElement } from './response-data.ts';
import type { Run } from './run.ts';
import { visitObjects } from './visit-objects.ts';
import { compileWalkPath } from './walk-path.ts';

/** One operation of a fetch: the whole of it, or what is left when inputs are missing. */
interface Variant {
  readonly id: string;
  readonly write: WriteRepresentation;
  readonly operation: EntityOperation;
  readonly receiver: EntityReceiver;
}

/** A call that is being put together. */
interface PlacedCall extends EntityCall {
  /** The variables that it gets from the ancestors of its entities. */
  readonly extra: DataObject | undefined;
  readonly groups: EntityGroup[];
  /** Groups that only their representation can tell apart. */
  byRepresentation: Map<string, EntityGroup> | undefined;
}

/** The calls of one fetch in one run. */
interface Placement {
  readonly calls: Map<string, PlacedCall>;
  /** The groups of the whole fetch that can be found without their representation. */
  readonly slots: GroupSlot;
  /** Where to note entities that take the place of equal ones; undefined when they may not. */
  readonly repeated: Set<DataObject> | undefined;
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
  const probes = optional.map((key) => {
    const omitted = optional.filter((other) => other !== key);
    return { key, write: compileRepresentation(fetch, { types: context.types, omitted }) };
  });
  const whole = compileVariant(fetch, []);
  const locate = compileLocateGroup(fetch, context.types);
  const walk = compileWalkPath(at);
  const partials = new Map<string, Variant | 'nothing left'>();
  const wave = context.waves.findIndex(({ members }) => members.has(fetch));
  const callEntities = gatherCalls(createCallEntities(fetch.serviceName, context), context.waveOptions);
  const reuses = listRequiredTypes(fetch).some((typeName) => context.reusableTypes.has(typeName));
  const readArguments =
    fetch.contextRewrites && compileContextArguments(fetch.contextRewrites, context.types);

  function compileVariant(part: FetchNode, omitted: readonly string[]): Variant {
    return {
      id: omitted.join(),
      write: compileRepresentation(part, { types: context.types, omitted }),
      operation: compileEntityOperation(part, context.types),
      receiver: createEntityReceiver(part, at, context),
    };
  }

  function variantWithoutMissing(entity: DataObject): Variant | undefined {
    // An input can be there and lack something inside.
    const missing = probes.filter(({ write }) => write(entity) === undefined).map(({ key }) => key);
    if (missing.length === 0) return undefined;
    const variant = getOrInsert(partials, missing.join(), () => {
      const part = inputs.without(missing);
      return part ? compileVariant(part, missing) : 'nothing left';
    });
    return variant === 'nothing left' ? undefined : variant;
  }

  /** One that is equal to the first of its group gives way to it: what is done to the first is done for all. */
  function join(group: EntityGroup, entity: DataObject, { repeated }: Placement): DataObject {
    context.counters.representationsDeduplicated += 1;
    const [first] = group.targets;
    if (first !== undefined && repeated !== undefined && isSameData(first, entity)) {
      repeated.add(first);
      return first;
    }
    group.targets.push(entity);
    return entity;
  }

  /** Adds an entity to the call that it belongs to, and returns the object that is to stand in its place. */
  function place(entity: DataObject, extra: DataObject | undefined, placement: Placement): DataObject {
    const slot = extra === undefined && context.deduplicates ? locate(entity, placement.slots) : undefined;
    return slot?.group === undefined
      ? placeAnew(entity, extra, { placement, slot })
      : join(slot.group, entity, placement);
  }

  /** Apart from what most entities go through: its closures would cost them memory. */
  function placeAnew(
    entity: DataObject,
    extra: DataObject | undefined,
    { placement, slot }: { readonly placement: Placement; readonly slot: GroupSlot | undefined },
  ): DataObject {
    let variant = whole;
    let representation = whole.write(entity);
    if (representation === undefined) {
      const partial = variantWithoutMissing(entity);
      representation = partial?.write(entity);
      if (partial === undefined || representation === undefined) return entity;
      variant = partial;
    }
    const { id, operation, receiver } = variant;
    const key = extra === undefined ? id : `${id} ${JSON.stringify(extra)}`;
    const call = getOrInsert(placement.calls, key, () => ({
      operation,
      receiver,
      extra,
      groups: [],
      byRepresentation: undefined,
    }));
    const isLocated = slot !== undefined && variant === whole;
    const isLookedUp = !isLocated && context.deduplicates;
    const existing = isLookedUp ? call.byRepresentation?.get(representation) : undefined;
    if (existing !== undefined) return join(existing, entity, placement);
    const group: EntityGroup = { representation, targets: [entity] };
    call.groups.push(group);
    if (isLocated) slot.group = group;
    else if (isLookedUp) {
      call.byRepresentation ??= new Map();
      call.byRepresentation.set(representation, group);
    }
    return entity;
  }

  /** Leaves what the run has of entities out of a call; nothing when nothing is left. */
  function leaveKnown({ known }: Run, call: PlacedCall): readonly PlacedCall[] {
    const groups = known.take(call.groups, call.operation);
    context.counters.entitiesReused += call.groups.length - groups.length;
    return groups.length === 0 ? [] : [{ ...call, groups }];
  }

  return async (run) => {
    const placement: Placement = {
      calls: new Map(),
      slots: createGroupSlot(),
      repeated: context.sharesData && canReplace(run) ? run.repeated : undefined,
    };
    if (readArguments === undefined) {
      walk(run.root, run.repeated, (entity) => place(entity, undefined, placement));
    } else {
      visitObjects(run.root, at, (lineage) => {
        const entity = lineage.at(-1);
        if (entity) place(entity, readArguments(lineage), placement);
      });
    }
    const placed = [...placement.calls.values()];
    const calls = reuses ? placed.flatMap((call) => leaveKnown(run, call)) : placed;
    const shared = run.waves[wave];
    if (shared !== undefined) await shared.arrive(fetch, calls);
    else await Promise.all(calls.map((call) => callEntities(run, [call], call.extra)));
  };
}

/** Errors and deferred fragments know the very objects that they concern. */
function canReplace({ errors, deferral }: Run): boolean {
  return errors.length === 0 && deferral === undefined;
}
