import type { EventMark } from '../event-order.ts';

/** What a condition found at an event. */
export interface Finding {
  /** The event that it is about: that of the step, or an earlier one. */
  readonly about: EventMark;
  /** What happened, e.g. `ENTER`: with the event it tells findings of a rule apart. */
  readonly transition: string;
  /** Event time of what happened, in milliseconds since 1970. */
  readonly at: number;
  /** For the reader, after the rule's name. */
  readonly text: string;
}

/** A condition, moved on by one event. `memory` is the same object when the event says nothing to it. */
export interface Step<Memory> {
  readonly memory: Memory;
  readonly finding?: Finding;
}
