import type { DeferSite } from '../../planning/operation/label-defers.ts';
import type { ErrorTree } from '../data/error-tree.ts';
import type { DataObject, PathElement } from '../data/response-data.ts';
import type { CompleteLeaf } from './complete-leaf.ts';
import type { ErrorReport } from './error-report.ts';

/** Stands for a null whose error has been reported. */
export const failed = Symbol('failed');

/** Stands for a reference to what is not there: null, without an error, where that may be. */
export const absent = Symbol('absent');

/** Completes a value: the value, null, {@link failed} or {@link absent}. */
export type Complete = (value: unknown, shaping: Shaping, errors: ErrorTree | undefined) => unknown;

/** Completes the selections on an object whose type is known. */
export type CompleteSelections = (
  object: DataObject,
  shaping: Shaping,
  errors: ErrorTree | undefined,
) => DataObject | typeof failed | typeof absent;

/** How one field of a response is made. */
export interface FieldShape {
  readonly responseName: string;
  readonly key: string;
  readonly isNonNull: boolean;
  readonly read: (object: DataObject) => unknown;
  readonly complete: Complete;
  /** Completes a leaf that nothing is wrong with; undefined where `complete` has to. */
  readonly completeLeaf?: CompleteLeaf | undefined;
}

/** One pass over the data of one answer. */
export interface Shaping {
  readonly report: ErrorReport;
  /** What the gateway itself answers: `__schema` and `__type`, by response name. */
  readonly introspection: DataObject | undefined;
  /** What stands at several places; undefined when nothing does. */
  readonly repeats: Repeats | undefined;
  /** References that a subgraph does not know, with the fields of their keys; undefined when there are none. */
  readonly unknown: ReadonlyMap<DataObject, ReadonlySet<string>> | undefined;
  /** Collects the objects whose deferred fragments come later; undefined when none can. */
  readonly deferred?: {
    /** Where shaping is, in the keys of the plan. */
    readonly keys: PathElement[];
    readonly found: PendingPart[];
  };
}

/** What repeats in an answer: an entity that stands at many places is completed once, and can be written once. */
export interface Repeats {
  /** Objects of the subgraphs' data that may stand at several places. */
  readonly sources: ReadonlySet<DataObject>;
  /** Objects of the answer that do. */
  readonly results: Set<object>;
  /** Objects and lists of the answer that hold some of these. */
  readonly holders: Set<object>;
  /** How many places got an object that was complete already. */
  count: number;
  /** What became of the sources, by what completed them. */
  readonly completed: Map<CompleteSelections, Map<DataObject, DataObject>>;
}

/** One object whose deferred fragment is still to come. */
export interface PendingPart {
  readonly site: DeferSite;
  readonly object: DataObject;
  /**
   * Shapes the fragment; null when an error reached the object, undefined when it is not of the type that the fragment
   * is for, which nobody knew before.
   */
  readonly shape: (shaping: Shaping, errors: ErrorTree | undefined) => DataObject | null | undefined;
  /** Where the object stands, in response names. */
  readonly path: readonly PathElement[];
  /** Where it stands, in the keys of the plan. */
  readonly keys: readonly PathElement[];
}
