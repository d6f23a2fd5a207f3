import type { PartName } from '../stack/ports.ts';

/** `not ready`: it answers, and says itself that it cannot do its work. */
export type Condition = 'up' | 'not ready' | 'down';

/** What was found of one part of the stack. */
export interface Finding {
  readonly part: PartName;
  readonly condition: Condition;
  /** How long it took to answer, in milliseconds; undefined where nothing did. */
  readonly answeredInMs: number | undefined;
  /** What to know of it: what it waits for, how far behind it is. Empty where there is nothing to say. */
  readonly detail: string;
}
