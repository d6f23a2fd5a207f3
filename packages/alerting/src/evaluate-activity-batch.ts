import type { ActivityEvent } from './activity-event.ts';
import type { AlertDocument } from './alert-document.ts';
import type { AnomalyCoefficientsDocument } from './anomaly-coefficients-document.ts';
import { alertIdOf, createAlertDocument } from './create-alert-document.ts';
import { type EvaluationProgress, resumeRules } from './evaluation-progress.ts';
import { findDueTime } from './find-due-time.ts';
import type { PredictionDocument } from './propensity-model.ts';
import { countSettled, mergeEvents } from './recent-events.ts';
import type { RuleDocument } from './rule-document.ts';
import type { RuleFailureError } from './rule-failures-error.ts';
import type { RecentEvent, RuleState, UserStateDocument } from './user-state-document.ts';
import { type CompiledRule, ruleStateOf, startWalk, stepWalk } from './walk-recent-events.ts';

export interface ActivityBatch {
  /** All rules of the user, the paused ones too. */
  readonly rules: readonly RuleDocument[];
  readonly coefficients: AnomalyCoefficientsDocument | null;
  /** What batch jobs learned of the user; absent or null where none has run. */
  readonly prediction?: PredictionDocument | null;
  readonly state: UserStateDocument;
  /** What the evaluation that gave `state` handed on; null where that is not known. */
  readonly progress: EvaluationProgress | null;
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
  /** Of the given events, for rules that threw at them. */
  readonly failures: readonly RuleFailureError[];
  /** For the next evaluation, where that can go on from here. */
  readonly progress: EvaluationProgress | null;
}

/**
 * Evaluates events of one user against all their rules. Pure: the same batch always gives the same evaluation.
 *
 * Rules go through the recent events again, in the order in which they happened, so that an event that comes late finds its
 * place; what was found before is not raised again. Where no event came late, and it is known how far the rules were, they go
 * on from there: that changes nothing but the time it takes. A paused rule goes on following the user and raises nothing.
 * During the cooldown after an alert, measured in event time, a rule raises nothing either. States of rules that are no more
 * are dropped. A rule that throws at an event leaves it out, and meets it again as long as it is among the recent ones.
 */
export function evaluateActivityBatch(batch: ActivityBatch): BatchEvaluation {
  const { rules, coefficients, prediction = null, state, maxAlerts, raisedAt } = batch;
  const resumed = resumeRules(batch.progress, rules, coefficients, prediction).map((each) => ({
    ...each,
    base: ruleStateOf(each.compiled.rule, state),
  }));
  const merged = mergeEvents(
    state,
    resumed.map(({ base }) => base),
    batch.events,
  );
  const known = state.recent.length;
  const isInOrder = known === 0 || merged[known - 1] === state.recent[known - 1];
  const goesOn = isInOrder && resumed.every((each) => each.state !== undefined);
  const walks = resumed.map(({ compiled, base, state: head }) =>
    startWalk(compiled, (goesOn && head) || base),
  );
  const passed = goesOn ? known : 0;
  const recent = [...merged];
  const isKnown = (id: string) => recent.some(({ found }) => found.includes(id));
  const alerts: AlertDocument[] = [];
  let isComplete = true;
  for (const [index, entry] of merged.entries()) {
    if (index < passed) continue;
    const found = [...entry.found];
    recent[index] = { ...entry, found };
    for (const walk of walks) {
      const { rule } = walk.compiled;
      const finding = stepWalk(walk, entry);
      const id = finding && alertIdOf(rule, finding);
      if (!id || isKnown(id)) continue;
      if (!rule.paused && walk.base.missedAfter !== finding.about.id) {
        if (alerts.length === maxAlerts) {
          isComplete = false;
          continue;
        }
        const sequence = state.lastSequence + alerts.length + 1;
        const { traceParent } = entry.event;
        alerts.push(createAlertDocument(rule, finding, { sequence, raisedAt, traceParent }));
      }
      found.push(id);
    }
  }
  const failures = walks.flatMap((walk) => walk.failures);
  const given = new Set(batch.events.map(({ id }) => id));
  // What is not raised yet is found again by going through the same events.
  const settledCount = isComplete ? countSettled(merged) : 0;
  return {
    state: {
      ...state,
      lastSequence: state.lastSequence + alerts.length,
      received: state.received + merged.length - known,
      rules: settle(resumed, recent.slice(0, settledCount)),
      recent: recent.slice(settledCount),
      dueAt: findDueTime(walks),
    },
    alerts,
    isComplete,
    changed: merged !== state.recent || alerts.length > 0,
    failures: failures.filter(({ eventId }) => given.has(eventId)),
    progress: isComplete && failures.length === 0 ? { coefficients, prediction, rules: walks } : null,
  };
}

/** What the rules know when events become part of it that no event can come before any more. */
function settle(
  rules: readonly { readonly compiled: CompiledRule; readonly base: RuleState }[],
  events: readonly RecentEvent[],
): UserStateDocument['rules'] {
  return Object.fromEntries(
    rules.map(({ compiled, base }) => {
      const walk = startWalk(compiled, base);
      for (const entry of events) stepWalk(walk, entry);
      return [compiled.rule.id, walk.state];
    }),
  );
}
