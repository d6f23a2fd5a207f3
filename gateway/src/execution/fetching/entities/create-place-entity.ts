import { getOrInsert } from '../../../values/get-or-insert.ts';
import type { CompileContext } from '../../compile-context.ts';
import { isSameData } from '../../tape/is-same-data.ts';
import type { Tape } from '../../tape/tape.ts';
import { findTypeName } from '../../tape/type-names.ts';
import { repeated, type TapeValue } from '../../tape/values.ts';
import type { AnswerWriter } from '../../writing/answer-writer.ts';
import type { compileJudgeInputs } from '../compile-judge-inputs.ts';
import type { Variants } from './compile-variants.ts';
import type { EntityCall } from './entity-call.ts';
import { EntityGroup } from './entity-group.ts';
import type { compileLocateGroup } from './locate-group.ts';
import type { LocatedGroups } from './located-groups.ts';

/** A call that is being put together. */
export interface PlacedCall extends EntityCall {
  /** The variables that it gets from the ancestors of its entities. */
  readonly extra: Readonly<Record<string, unknown>> | undefined;
  readonly groups: EntityGroup[];
  /** Groups that only their representation can tell apart. */
  byRepresentation: Map<string, EntityGroup> | undefined;
}

/** The calls of one fetch in one run. */
export interface Placement {
  readonly tape: Tape;
  readonly calls: Map<string, PlacedCall>;
  /** The groups of the whole fetch that can be found without their representation. */
  readonly located: LocatedGroups;
  /** Where representations are written. */
  readonly writer: AnswerWriter;
  /** Whether entities may take the place of equal ones. */
  readonly canReplace: boolean;
  /** Entities for which the plan has no complete representation. */
  readonly unasked: TapeValue[];
}

/** Adds an entity to the call that it belongs to, and returns the object that is to stand in its place. */
export type PlaceEntity = (entity: TapeValue, extra: PlacedCall['extra'], placement: Placement) => TapeValue;

export interface PlaceEntityOptions {
  readonly variants: Variants;
  readonly judgeInputs: ReturnType<typeof compileJudgeInputs>;
  readonly locate: ReturnType<typeof compileLocateGroup>;
  readonly context: Pick<CompileContext, 'counters' | 'deduplicates'>;
}

/** Creates what finds the call for each entity of a fetch. */
export function createPlaceEntity({
  variants: { whole, withoutMissing },
  judgeInputs,
  locate,
  context,
}: PlaceEntityOptions): PlaceEntity {
  /** One that is equal to the first of its group gives way to it: what is done to the first is done for all. */
  function join(group: EntityGroup, entity: TapeValue, { tape, canReplace }: Placement): TapeValue {
    context.counters.representationsDeduplicated += 1;
    const { first } = group;
    if (canReplace && isSameData(tape, first, entity)) {
      const { cells } = tape.heap;
      cells[first] = (cells[first] as number) | repeated;
      tape.hasRepeats = true;
      return first;
    }
    group.add(entity);
    return entity;
  }

  function place(entity: TapeValue, extra: PlacedCall['extra'], placement: Placement): TapeValue {
    const located =
      extra === undefined && context.deduplicates
        ? locate(placement.tape, entity, placement.located)
        : undefined;
    return located === undefined || located.representation === ''
      ? placeAnew(entity, extra, { placement, located })
      : join(located, entity, placement);
  }

  /** Apart from what most entities go through: its closures would cost them memory. */
  function placeAnew(
    entity: TapeValue,
    extra: PlacedCall['extra'],
    { placement, located }: { readonly placement: Placement; readonly located: EntityGroup | undefined },
  ): TapeValue {
    const { tape, writer } = placement;
    let variant = whole;
    let representation = whole.write(tape, entity, writer);
    if (representation === undefined) {
      const partial = withoutMissing(tape, entity, writer);
      representation = partial?.write(tape, entity, writer);
      if (partial === undefined || representation === undefined) {
        if (judgeInputs(findTypeName(tape, entity)) === 'incomplete') placement.unasked.push(entity);
        return entity;
      }
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
    if (located !== undefined && variant === whole) {
      located.representation = representation;
      // Another one may have begun it, and lacked what else it takes.
      located.first = entity;
      call.groups.push(located);
      return entity;
    }
    const isLookedUp = context.deduplicates;
    const existing = isLookedUp ? call.byRepresentation?.get(representation) : undefined;
    if (existing !== undefined) return join(existing, entity, placement);
    const group = new EntityGroup(representation, entity);
    call.groups.push(group);
    if (isLookedUp) {
      call.byRepresentation ??= new Map();
      call.byRepresentation.set(representation, group);
    }
    return entity;
  }

  return place;
}
