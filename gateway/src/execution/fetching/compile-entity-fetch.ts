import type { FetchNode } from '@apollo/query-planner';
import { gatewayErrors } from '../../errors.ts';
import { listRequiredTypes } from '../../planning/fetches/find-types-at-many-paths.ts';
import type { CompileContext } from '../compile-context.ts';
import type { Run } from '../run.ts';
import type { Step } from '../step.ts';
import type { PathElement } from '../tape/path.ts';
import type { TapeValue } from '../tape/values.ts';
import { compileVisitObjects } from '../tape/visit-objects.ts';
import { compileWalkPath } from '../tape/walk-path.ts';
import { createCallEntities } from './call-entities.ts';
import { compileContextArguments } from './compile-context-arguments.ts';
import { compileJudgeInputs } from './compile-judge-inputs.ts';
import { compileVariants } from './entities/compile-variants.ts';
import { createPlaceEntity, type PlacedCall, type Placement } from './entities/create-place-entity.ts';
import { compileLocateGroup } from './entities/locate-group.ts';
import { LocatedGroups } from './entities/located-groups.ts';
import { gatherCalls } from './gather-calls.ts';

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
  const { names } = context;
  const judgeInputs = compileJudgeInputs(fetch, context);
  const isComplete = (typeName: string) => judgeInputs(typeName) === 'complete';
  const variants = compileVariants(fetch, at, { context, isComplete });
  const { whole } = variants;
  const place = createPlaceEntity({
    variants,
    judgeInputs,
    locate: compileLocateGroup(fetch, context),
    context,
  });
  const walk = compileWalkPath(at, names);
  const visitObjects = compileVisitObjects(at, names);
  const wave = context.waves.findIndex(({ members }) => members.has(fetch));
  const callEntities = gatherCalls(createCallEntities(fetch.serviceName, context), context.waveOptions);
  const reuses = listRequiredTypes(fetch).some((typeName) => context.reusableTypes.has(typeName));
  const readArguments = fetch.contextRewrites && compileContextArguments(fetch.contextRewrites, context);

  /** Leaves what the run has of entities out of a call; nothing when nothing is left. */
  function leaveKnown({ known, tape }: Run, call: PlacedCall): readonly PlacedCall[] {
    const entities = known.take(tape, call.entities, call.operation);
    context.counters.entitiesReused += call.entities.length - entities.length;
    return entities.length === 0 ? [] : [{ ...call, entities }];
  }

  function placeAll(run: Run, placement: Placement): void {
    if (readArguments === undefined) {
      walk(run.tape, run.root, (entity) => place(entity, undefined, placement));
      return;
    }
    visitObjects(run.tape, run.root, (lineage) => {
      const entity = lineage.at(-1);
      if (entity) place(entity, readArguments(run.tape, lineage), placement);
    });
  }

  function failAll(run: Run, cause: unknown): void {
    const entities: TapeValue[] = [];
    walk(run.tape, run.root, (entity) => {
      entities.push(entity);
      return entity;
    });
    whole.receiver.failAll(run, cause, entities);
  }

  /** Finds out what to ask of which entities. */
  function placeEntities(run: Run): readonly PlacedCall[] {
    const placement: Placement = {
      tape: run.tape,
      calls: new Map(),
      located: new LocatedGroups(run.tape),
      canReplace: context.sharesData && canReplace(run),
      unasked: [],
    };
    try {
      placeAll(run, placement);
    } catch (cause) {
      // Values that a broken subgraph nests too deep can be neither compared nor written.
      failAll(run, cause);
      for (const { entities } of placement.calls.values()) entities.discard();
      placement.calls.clear();
    }
    if (placement.unasked.length > 0)
      whole.receiver.failAll(run, gatewayErrors.create('QUERY_PLANNING_FAILED'), placement.unasked);
    const calls = [...placement.calls.values()];
    for (const { entities } of calls) entities.close();
    // One was begun for entities that then lacked something.
    return calls.filter(({ entities }) => entities.length > 0);
  }

  return async (run) => {
    const placed = placeEntities(run);
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
