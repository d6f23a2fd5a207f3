import type { CompleteLeaf } from './complete-leaf.ts';
import type { ErrorTree } from './error-tree.ts';
import type { DataObject } from './response-data.ts';
import type { Shaping } from './shape-response.ts';

/** Stands for a null whose error has been reported. */
export const failed = Symbol('failed');

/** Completes a value: the value, null, or {@link failed}. */
export type Complete = (value: unknown, shaping: Shaping, errors: ErrorTree | undefined) => unknown;

/** Completes the selections on an object whose type is known. */
export type CompleteSelections = (
  object: DataObject,
  shaping: Shaping,
  errors: ErrorTree | undefined,
) => DataObject | typeof failed;

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
