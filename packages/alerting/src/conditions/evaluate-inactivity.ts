import type { ActivityEvent } from '../activity-event.ts';
import type { EventMark } from '../event-order.ts';
import type { InactivityCondition } from '../rule-document.ts';
import type { Finding, Step } from './finding.ts';

/** What an inactivity rule remembers between two events. */
export interface InactivityMemory {
  readonly kind: 'inactivity';
  /** The latest event that was waited for; null before the first: nobody is missed who never came. */
  readonly last: EventMark | null;
}

export const initialInactivityMemory: InactivityMemory = { kind: 'inactivity', last: null };

/** Moves an inactivity rule on by one event, which may show that none came for too long before it. */
export function evaluateInactivity(
  memory: InactivityMemory,
  condition: InactivityCondition,
  { at, id, kind }: ActivityEvent,
): Step<InactivityMemory> {
  if (condition.activityKind !== null && kind !== condition.activityKind) return { memory };
  const next: InactivityMemory = { kind: 'inactivity', last: { at, id } };
  const finding = findSilence(memory, condition, at);
  return finding ? { memory: next, finding } : { memory: next };
}

/** Finds that nothing has come for too long, seen at `at` in milliseconds since 1970. */
export function findSilence(
  { last }: InactivityMemory,
  condition: InactivityCondition,
  at: number,
): Finding | undefined {
  if (!last) return undefined;
  const silentAt = last.at + condition.afterSeconds * 1000;
  if (at < silentAt) return undefined;
  return { about: last, transition: 'SILENT', at: silentAt, text: 'nothing has happened for too long' };
}
