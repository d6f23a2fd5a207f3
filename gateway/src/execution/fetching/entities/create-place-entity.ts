import type { CompileContext } from '../../compile-context.ts';
import { isSameData } from '../../tape/is-same-data.ts';
import type { Tape } from '../../tape/tape.ts';
import { findTypeName } from '../../tape/type-names.ts';
import { repeated, type TapeValue } from '../../tape/values.ts';
import type { compileJudgeInputs } from '../compile-judge-inputs.ts';
import type { Variant, Variants } from './compile-variants.ts';
import type { EntityCall } from './entity-call.ts';
import { EntityList } from './entity-list.ts';
import type { compileLocateGroup } from './locate-group.ts';
import type { LocatedGroups } from './located-groups.ts';

/** A call that is being put together. */
export interface PlacedCall extends EntityCall {
  /** The variables that it gets from the ancestors of its entities. */
  readonly extra: Readonly<Record<string, unknown>> | undefined;
  /** The positions of groups that only their representation can tell apart. */
  byRepresentation: Map<string, number> | undefined;
}

/** The calls of one fetch in one run. */
export interface Placement {
  readonly tape: Tape;
  readonly calls: Map<string, PlacedCall>;
  /** The groups of the whole fetch that can be found without their representation. */
  readonly located: LocatedGroups;
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
  function join(
    entities: EntityList,
    position: number,
    entity: TapeValue,
    { tape, canReplace }: Placement,
  ): TapeValue {
    context.counters.representationsDeduplicated += 1;
    const first = entities.firsts[position] as TapeValue;
    if (canReplace && isSameData(tape, first, entity)) {
      const { cells } = tape.heap;
      cells[first] = (cells[first] as number) | repeated;
      tape.hasRepeats = true;
      return first;
    }
    entities.join(position, entity);
    return entity;
  }

  function findCall(
    { id, operation, receiver }: Variant,
    extra: PlacedCall['extra'],
    { calls }: Placement,
  ): PlacedCall {
    const key = extra === undefined ? id : `${id} ${JSON.stringify(extra)}`;
    let call = calls.get(key);
    if (call === undefined) {
      call = { operation, receiver, extra, entities: new EntityList(), byRepresentation: undefined };
      calls.set(key, call);
    }
    return call;
  }

  /** Finds the call for an entity whose representation was written to the end of its list; undefined when it is asked for nothing. */
  function write(
    entity: TapeValue,
    extra: PlacedCall['extra'],
    placement: Placement,
  ): PlacedCall | undefined {
    const { tape } = placement;
    const call = findCall(whole, extra, placement);
    const writer = call.entities.beginNext(tape.heap);
    if (whole.write(tape, entity, writer)) return call;
    const partial = withoutMissing(tape, entity, writer);
    if (partial !== undefined) {
      const other = findCall(partial, extra, placement);
      if (partial.write(tape, entity, other.entities.beginNext(tape.heap))) return other;
    }
    if (judgeInputs(findTypeName(tape, entity)) === 'incomplete') placement.unasked.push(entity);
    return undefined;
  }

  return (entity, extra, placement) => {
    const { located } = placement;
    const index =
      extra === undefined && context.deduplicates ? locate(placement.tape, entity, located) : undefined;
    const position = index === undefined ? undefined : located.positionOf(index);
    if (position !== undefined)
      return join(findCall(whole, extra, placement).entities, position, entity, placement);
    const call = write(entity, extra, placement);
    if (call === undefined) return entity;
    if (index !== undefined && call.operation === whole.operation) {
      located.place(index, call.entities.add(entity));
      return entity;
    }
    if (!context.deduplicates) {
      call.entities.add(entity);
      return entity;
    }
    call.byRepresentation ??= new Map();
    const representation = call.entities.readNext();
    const existing = call.byRepresentation.get(representation);
    if (existing !== undefined) return join(call.entities, existing, entity, placement);
    call.byRepresentation.set(representation, call.entities.add(entity));
    return entity;
  };
}
