import type { DeferSite } from '../../planning/operation/label-defers.ts';
import type { ErrorTree } from '../replies/error-tree.ts';
import type { PathElement } from '../tape/path.ts';
import type { Tape } from '../tape/tape.ts';
import type { TapeValue } from '../tape/values.ts';
import type { AnswerWriter } from '../writing/answer-writer.ts';
import type { ErrorReport } from './error-report.ts';
import type { Repeats } from './repeats.ts';

/** What becomes of a value. Only a value that is `written` leaves anything to the writer. */
export const outcomes = {
  written: 0,
  /** It is null. */
  nothing: 1,
  /** Null, of which an error tells. */
  failed: 2,
  /** A reference to what is not there: null, without an error, where that may be. */
  absent: 3,
} as const;

export type Outcome = (typeof outcomes)[keyof typeof outcomes];

/** Completes a value, 0 for none. What it has written of one that is not `written` is for the caller to take back. */
export type Complete = (value: TapeValue, shaping: Shaping, errors: ErrorTree | undefined) => Outcome;

/** How one field of a response is made. */
export interface FieldShape {
  readonly responseName: string;
  readonly key: string;
  /** The id of the key; 0 for what stands in no answer. */
  readonly id: number;
  readonly isNonNull: boolean;
  /** Writes a value or null, or returns `failed`. */
  readonly complete: Complete;
  /** Writes a leaf that nothing is wrong with, and tells whether it did; undefined where `complete` has to. */
  readonly writeLeaf?: WriteLeaf | undefined;
}

/** Writes a leaf that is not null; false, and nothing written, when it does not fit its type. */
export type WriteLeaf = (tape: Tape, value: TapeValue, writer: AnswerWriter) => boolean;

/** One pass over the data of one answer. */
export interface Shaping {
  readonly tape: Tape;
  readonly writer: AnswerWriter;
  readonly report: ErrorReport;
  /** What the gateway itself answers: `__schema` and `__type`, by response name. */
  readonly introspection: Readonly<Record<string, unknown>> | undefined;
  /** What stands at several places; undefined when nothing does. */
  readonly repeats: Repeats | undefined;
  /** References that a subgraph does not know, with the fields of their keys; undefined when there are none. */
  readonly unknown: ReadonlyMap<TapeValue, ReadonlySet<string>> | undefined;
  /** Collects the objects whose deferred fragments come later; undefined when none can. */
  readonly deferred?: {
    /** Where shaping is, in the keys of the plan. */
    readonly keys: PathElement[];
    readonly found: PendingPart[];
  };
}

/** One object whose deferred fragment is still to come. */
export interface PendingPart {
  readonly site: DeferSite;
  readonly object: TapeValue;
  /** Shapes the fragment; undefined when the object is not of the type that the fragment is for, which nobody knew before. */
  readonly shape: (shaping: Shaping, errors: ErrorTree | undefined) => Outcome | undefined;
  /** Where the object stands, in response names. */
  readonly path: readonly PathElement[];
  /** Where it stands, in the keys of the plan. */
  readonly keys: readonly PathElement[];
}

/** Takes back what an object or a list has left that is null in the end. */
export function takeBack(shaping: Shaping, length: number, foundBefore: number): void {
  shaping.writer.truncate(length);
  shaping.repeats?.forget(length);
  if (shaping.deferred) shaping.deferred.found.length = foundBefore;
}
