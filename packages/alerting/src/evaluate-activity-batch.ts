import type { ActivityEvent } from './activity-event.ts';
import type { AlertDocument } from './alert-document.ts';
import type { AnomalyCoefficientsDocument } from './anomaly-coefficients-document.ts';
import { alertIdOf, createAlertDocument } from './create-alert-document.ts';
import { findDueTime } from './find-due-time.ts';
import { countSettled, mergeEvents } from './recent-events.ts';
import type { RuleDocument } from './rule-document.ts';
import type { RecentEvent, UserStateDocument } from './user-state-document.ts';
import { startWalk } from './walk-recent-events.ts';

export interface ActivityBatch {
  /** All rules of the user, the paused ones too. */
  readonly rules: readonly RuleDocument[];
  readonly coefficients: AnomalyCoefficientsDocument | null;
  readonly state: UserStateDocument;
  /** Events of this user, in the order in which they happened. */
  readonly events: readonly ActivityEvent[];
  /** Alerts that one transaction can hold. */
  readonly maxAlerts: number;
  /** When the alerts are raised, ISO 8601. */
  readonly raisedAt: string;
}

export interface BatchEvaluation {
  readonly state: UserStateDocument;
  /** In the order of their sequence. */
  readonly alerts: readonly AlertDocument[];
  /** Whether all alerts are there: else the same events, on the new state, give more. */
  readonly isComplete: boolean;
  /** Whether there is anything to commit. */
  readonly changed: boolean;
}

/**
 * Evaluates events of one user against all their rules. Pure: the same batch always gives the same evaluation.
 *
 * Rules go through the recent events again, in the order in which they happened, so that an event that comes late finds its
 * place; what was found before is not raised again. A paused rule goes on following the user and raises nothing. During the
 * cooldown after an alert, measured in event time, a rule raises nothing either. States of rules that are no more are dropped.
 */
export function evaluateActivityBatch(batch: ActivityBatch): BatchEvaluation {
  const { rules, coefficients, state, maxAlerts, raisedAt } = batch;
  const walks = rules.map((rule) => startWalk(rule, state, coefficients));
  const merged = mergeEvents(
    state,
    walks.map(({ base }) => base),
    batch.events,
  );
  const settledCount = countSettled(merged);
  let settled = walks.map(({ base }) => base);
  const known = new Set(merged.flatMap(({ found }) => found));
  const alerts: AlertDocument[] = [];
  let isComplete = true;
  const recent = merged.map((entry, index): RecentEvent => {
    const added: string[] = [];
    for (const walk of walks) {
      const { rule, base } = walk;
      const finding = walk.step(entry);
      const id = finding && alertIdOf(rule, finding);
      if (!id || known.has(id)) continue;
      if (!rule.paused && base.missedAfter !== finding.about.id) {
        if (alerts.length === maxAlerts) {
          isComplete = false;
          continue;
        }
        const sequence = state.lastSequence + alerts.length + 1;
        alerts.push(createAlertDocument(rule, finding, { sequence, raisedAt }));
      }
      known.add(id);
      added.push(id);
    }
    if (index === settledCount - 1) settled = walks.map((walk) => walk.state);
    return added.length === 0 ? entry : { ...entry, found: [...entry.found, ...added] };
  });
  // What is not raised yet is found again by going through the same events.
  const kept = isComplete ? settled : walks.map(({ base }) => base);
  return {
    state: {
      ...state,
      lastSequence: state.lastSequence + alerts.length,
      received: state.received + merged.length - state.recent.length,
      rules: Object.fromEntries(kept.map((each, index) => [rules[index]?.id, each])),
      recent: isComplete ? recent.slice(settledCount) : recent,
      dueAt: findDueTime(walks),
    },
    alerts,
    isComplete,
    changed: merged !== state.recent || alerts.length > 0,
  };
}
