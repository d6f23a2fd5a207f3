import type { EngineRequest } from './engine.ts';
import type { KnownEntities } from './fetching/known-entities.ts';
import type { SubgraphError } from './replies/error-tree.ts';
import type { WantedFields } from './shaping/wanted-fields.ts';
import type { PathElement } from './tape/path.ts';
import type { Tape } from './tape/tape.ts';
import type { TapeValue } from './tape/values.ts';

/** An error that waits to be located: where its objects stand is only known when all data has been merged. */
export interface PendingError {
  readonly error: SubgraphError;
  /** The path of the plan under which the objects stand. */
  readonly at: readonly PathElement[];
  /** The objects it concerns; undefined for the root. */
  readonly objects: readonly TapeValue[] | undefined;
  /** The path below each of the objects. */
  readonly path: readonly PathElement[];
  /** What it took away: it is told at what is missing at or below the path. Undefined where the path says all. */
  readonly wanted?: WantedFields | undefined;
}

/** What has come in of one operation while it runs. */
export interface RunState {
  readonly request: EngineRequest;
  /** What subgraphs answered. */
  readonly tape: Tape;
  readonly root: TapeValue;
  readonly errors: PendingError[];
  readonly known: KnownEntities;
  /** References that a subgraph does not know, with the fields of their keys. */
  readonly unknown: Map<TapeValue, ReadonlySet<string>>;
}
