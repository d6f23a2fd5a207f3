import type { RuleProgress } from './evaluation-progress.ts';
import { maxLatenessMs } from './recent-events.ts';

/** When the clock must look after the user again, ISO 8601: the earliest of {@link silenceDueAt}; null for never. */
export function findDueTime(walks: readonly RuleProgress[]): string | null {
  const times = walks.map(silenceDueAt).filter((time) => time !== undefined);
  return times.length === 0 ? null : new Date(Math.min(...times)).toISOString();
}

/**
 * When silence is certain by the clock for a rule that waits for an event, in milliseconds since 1970: an event in time may
 * still come late. undefined when the rule waits for none, or has reported the silence.
 */
export function silenceDueAt({ compiled, state }: RuleProgress): number | undefined {
  const { condition } = compiled.rule;
  if (condition.kind !== 'inactivity' || state.memory?.kind !== 'inactivity') return undefined;
  const { last } = state.memory;
  if (!last || last.id === state.missedAfter) return undefined;
  return last.at + condition.afterSeconds * 1000 + maxLatenessMs;
}
