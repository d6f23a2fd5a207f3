import type { AlertDocument } from './alert-document.ts';
import { findSilence } from './conditions/evaluate-inactivity.ts';
import { createAlertDocument } from './create-alert-document.ts';
import type { BatchEvaluation } from './evaluate-activity-batch.ts';
import type { UserSnapshot } from './evaluation-store.ts';
import { findDueTime, silenceDueAt } from './find-due-time.ts';
import type { RuleDocument } from './rule-document.ts';
import type { RuleState } from './user-state-document.ts';
import { compileRule, ruleStateOf, startWalk, stepWalk } from './walk-recent-events.ts';

export interface SilenceCheck extends Omit<UserSnapshot, 'etag'> {
  /** In milliseconds since 1970. */
  readonly now: number;
}

/**
 * Finds by the clock that events are missing that rules of a user wait for. The same silence, seen later by the event that
 * ends it, has the same alert. Pure, and complete: there are fewer rules than alerts in a transaction. A rule that throws waits
 * for nothing; that it does was told of its events.
 */
export function evaluateSilence({
  rules,
  coefficients,
  prediction = null,
  state,
  now,
}: SilenceCheck): BatchEvaluation {
  const alerts: AlertDocument[] = [];
  const reported = new Map<string, string>();
  const walks = rules.map((rule) => {
    const walk = startWalk(compileRule(rule, coefficients, prediction), ruleStateOf(rule, state));
    for (const entry of state.recent) stepWalk(walk, entry);
    return walk;
  });
  for (const walk of walks) {
    const { rule } = walk.compiled;
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
  const dueAt = findDueTime(
    walks.map(({ compiled, state: known }) => ({ compiled, state: note(compiled.rule, known) })),
  );
  return {
    state: {
      ...state,
      lastSequence: state.lastSequence + alerts.length,
      rules: Object.fromEntries(walks.map(({ compiled: { rule }, base }) => [rule.id, note(rule, base)])),
      dueAt,
    },
    alerts,
    isComplete: true,
    failures: [],
    progress: null,
    changed: reported.size > 0 || dueAt !== state.dueAt,
  };
}
