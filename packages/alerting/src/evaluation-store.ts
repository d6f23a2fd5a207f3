import type { AlertDocument } from './alert-document.ts';
import type { AnomalyCoefficientsDocument } from './anomaly-coefficients-document.ts';
import type { PredictionDocument } from './propensity-model.ts';
import type { RuleDocument } from './rule-document.ts';
import type { UserStateDocument } from './user-state-document.ts';

/** Most alerts of one commit: with the state, and an outbox entry for each, they fill a transaction of 100 operations. */
export const maxAlertsPerCommit = 49;

/** What evaluation needs to know of a user. */
export interface UserSnapshot {
  readonly rules: readonly RuleDocument[];
  /** null where no batch job has written any. */
  readonly coefficients: AnomalyCoefficientsDocument | null;
  /** Absent or null where no batch job has written any. */
  readonly prediction?: PredictionDocument | null;
  readonly state: UserStateDocument;
  /** Version of the state; null when none is stored yet. */
  readonly etag: string | null;
}

/** Everything that an evaluation changes: all of it becomes true at once, or nothing. */
export interface EvaluationCommit {
  readonly state: UserStateDocument;
  /** Version of the state that the evaluation began with. */
  readonly etag: string | null;
  /** Up to {@link maxAlertsPerCommit}. */
  readonly alerts: readonly AlertDocument[];
}

/** Where evaluations begin and end. */
export interface EvaluationStore {
  /** Ids of users whose state is due by `now`, in milliseconds since 1970; up to `limit`. */
  listDue(now: number, limit: number): Promise<readonly string[]>;
  load(userId: string): Promise<UserSnapshot>;
  /**
   * Stores the state, the alerts and their outbox entries.
   * @returns the version of the state that is stored now; null, and nothing is stored, when it is not what it was.
   */
  commit(commit: EvaluationCommit): Promise<string | null>;
}
