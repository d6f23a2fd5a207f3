import type { AlertDocument } from './alert-document.ts';
import { findSilence } from './conditions/evaluate-inactivity.ts';
import { createAlertDocument } from './create-alert-document.ts';
import type { BatchEvaluation } from './evaluate-activity-batch.ts';
import type { UserSnapshot } from './evaluation-store.ts';
import { findDueTime, silenceDueAt } from './find-due-time.ts';
import type { RuleDocument } from './rule-document.ts';
import type { RuleState } from './user-state-document.ts';
import { startWalk } from './walk-recent-events.ts';

export interface SilenceCheck extends Omit<UserSnapshot, 'etag'> {
  /** In milliseconds since 1970. */
  readonly now: number;
}

/**
 * Finds by the clock that events are missing that rules of a user wait for. The same silence, seen later by the event that
 * ends it, has the same alert. Pure, and complete: there are fewer rules than alerts in a transaction.
 */
export function evaluateSilence({ rules, coefficients, state, now }: SilenceCheck): BatchEvaluation {
  const alerts: AlertDocument[] = [];
  const reported = new Map<string, string>();
  const walks = rules.map((rule) => {
    const walk = startWalk(rule, state, coefficients);
    for (const entry of state.recent) walk.step(entry);
    return walk;
  });
  for (const walk of walks) {
    const { rule } = walk;
    const { memory, silentUntil } = walk.state;
    if (memory?.kind !== 'inactivity' || rule.condition.kind !== 'inactivity') continue;
    const finding = (silenceDueAt(walk) ?? now + 1) <= now && findSilence(memory, rule.condition, now);
    if (!finding) continue;
    reported.set(rule.id, finding.about.id);
    if (rule.paused || (silentUntil !== null && finding.at < silentUntil)) continue;
    const sequence = state.lastSequence + alerts.length + 1;
    alerts.push(createAlertDocument(rule, finding, { sequence, raisedAt: new Date(now).toISOString() }));
  }
  const note = (rule: RuleDocument, known: RuleState): RuleState => ({
    ...known,
    missedAfter: reported.get(rule.id) ?? known.missedAfter,
  });
  const dueAt = findDueTime(walks.map((walk) => ({ rule: walk.rule, state: note(walk.rule, walk.state) })));
  return {
    state: {
      ...state,
      lastSequence: state.lastSequence + alerts.length,
      rules: Object.fromEntries(walks.map(({ rule, base }) => [rule.id, note(rule, base)])),
      dueAt,
    },
    alerts,
    isComplete: true,
    changed: reported.size > 0 || dueAt !== state.dueAt,
  };
}
