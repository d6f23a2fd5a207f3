import type { ActivityEvent } from './activity-event.ts';
import { compareEvents } from './event-order.ts';
import type { RecentEvent, RuleState, UserStateDocument } from './user-state-document.ts';

/** How much later than another event one may come that happened before it, in event time, in milliseconds. */
export const maxLatenessMs = 120_000;

/** Most events that a late one can come before. */
export const maxRecentEvents = 64;

/** What a rule has to go through again when an event comes late. */
export function isSeenBy({ from, settled }: RuleState, { number, event }: RecentEvent): boolean {
  return number > from && (settled === null || compareEvents(event, settled) > 0);
}

/**
 * Puts events among the recent ones, in the order in which they happened. Left out is what is there already, and what
 * comes too late for every rule: one cannot be told from the other.
 * @param events in that order too.
 */
export function mergeEvents(
  { recent, received }: UserStateDocument,
  rules: readonly RuleState[],
  events: readonly ActivityEvent[],
): readonly RecentEvent[] {
  const added: RecentEvent[] = [];
  const known = new Set<string>();
  let isLate = false;
  for (const event of events) {
    const latest = added.at(-1)?.event ?? recent.at(-1)?.event;
    if (latest && compareEvents(latest, event) >= 0) {
      if (!isLate) for (const each of recent) known.add(each.event.id);
      isLate = true;
    }
    const entry = { number: received + added.length + 1, event, found: [] };
    if (known.has(event.id) || !rules.some((state) => isSeenBy(state, entry))) continue;
    known.add(event.id);
    added.push(entry);
  }
  if (added.length === 0) return recent;
  const merged = [...recent, ...added];
  // Most pages bring nothing late.
  return isLate ? merged.sort((a, b) => compareEvents(a.event, b.event)) : merged;
}

/** How many of the events, from the first, no event can come before any more. */
export function countSettled(recent: readonly RecentEvent[]): number {
  const latest = recent.at(-1)?.event.at ?? 0;
  const fresh = recent.findIndex(({ event }) => event.at >= latest - maxLatenessMs);
  return Math.max(fresh, recent.length - maxRecentEvents, 0);
}
