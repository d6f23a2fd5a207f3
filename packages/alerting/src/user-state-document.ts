import type { ActivityEvent } from './activity-event.ts';
import type { ConditionMemory } from './conditions/condition-memory.ts';
import type { EventMark } from './event-order.ts';

/** What is remembered of one rule. */
export interface RuleState {
  /** Version of the rule that this was learned under. */
  readonly version: number;
  /** The rule looks at recent events from this number on: those that came after it. */
  readonly from: number;
  /** The last event that `memory` covers: earlier ones come too late for the rule. null before the first. */
  readonly settled: EventMark | null;
  /** What the condition remembers of the events that are settled. */
  readonly memory: ConditionMemory | null;
  /** Event time up to `settled`, in milliseconds since 1970: nothing is raised before it. */
  readonly silentUntil: number | null;
  /** Id of the event after which silence was reported by the clock, before another event showed it. */
  readonly missedAfter: string | null;
}

/** An event that a late one may still come before. */
export interface RecentEvent {
  /** Counts the user's events in the order in which they came. */
  readonly number: number;
  readonly event: ActivityEvent;
  /** Ids of the alerts for what was found at it, those that a paused rule did not raise too. */
  readonly found: readonly string[];
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
  /** How many events have been taken into account. */
  readonly received: number;
  /** Rule id → state, as of the events before the recent ones. */
  readonly rules: Readonly<Record<string, RuleState>>;
  /** In the order in which they happened. */
  readonly recent: readonly RecentEvent[];
  /** ISO 8601, UTC: when the clock must look whether an event is missing; null for never. */
  readonly dueAt: string | null;
}

/** Id of the state document within the user's partition. */
export const userStateId = 'state';

/** The state of a user of whom nothing is known yet. */
export function createUserState(userId: string): UserStateDocument {
  return {
    type: 'state',
    id: userStateId,
    userId,
    lastSequence: 0,
    received: 0,
    rules: {},
    recent: [],
    dueAt: null,
  };
}
