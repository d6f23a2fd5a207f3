import type { EntityCall } from './call-entities.ts';
import type { Deferral } from './deferral.ts';
import type { EngineRequest } from './engine.ts';
import type { SubgraphError } from './error-tree.ts';
import type { KnownEntities } from './known-entities.ts';
import type { DataObject, PathElement } from './response-data.ts';
import type { WaveRun } from './run-waves.ts';

/** An error that waits to be located: where its objects stand is only known when all data has been merged. */
export interface PendingError {
  readonly error: SubgraphError;
  /** The path of the plan under which the objects stand. */
  readonly at: readonly PathElement[];
  /** The objects it concerns; undefined for the root. */
  readonly objects: readonly DataObject[] | undefined;
  /** The path below each of the objects. */
  readonly path: readonly PathElement[];
}

/** The state of one operation while it runs. */
export interface Run {
  readonly request: EngineRequest;
  root: DataObject;
  readonly errors: PendingError[];
  /** Objects of the data that may stand at several places of it. All that do are among these or below them. */
  readonly repeated: Set<DataObject>;
  readonly known: KnownEntities;
  /** The waves of the plan, in its order. */
  readonly waves: readonly WaveRun<EntityCall>[];
  /** Deferred blocks; undefined when the whole answer comes at once. */
  readonly deferral: Deferral | undefined;
  /** Whether its entity calls may travel with those of other runs. */
  readonly gathers: boolean;
}
