import type { GeofenceState } from './evaluate-geofence.ts';

/** What is remembered between two events for one rule. */
export interface RuleState {
  /** Version of the rule that this was learned under. */
  readonly version: number;
  readonly geofence: GeofenceState;
  /** ISO 8601, UTC, event time: nothing is raised before it. */
  readonly silentUntil: string | null;
}

/**
 * Everything that evaluation remembers of one user. It is one document, so that its ETag puts all evaluations of
 * the user in a row and `lastSequence` can number their alerts.
 */
export interface UserStateDocument {
  readonly type: 'state';
  readonly id: typeof userStateId;
  readonly userId: string;
  /** Sequence of the user's latest alert; 0 before the first. */
  readonly lastSequence: number;
  /** Rule id → state. */
  readonly rules: Readonly<Record<string, RuleState>>;
}

/** Id of the state document within the user's partition. */
export const userStateId = 'state';

/** The state of a user of whom nothing is known yet. */
export function createUserState(userId: string): UserStateDocument {
  return { type: 'state', id: userStateId, userId, lastSequence: 0, rules: {} };
}
