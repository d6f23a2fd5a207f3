import type { ActivityEvent } from './activity-event.ts';
import type { AlertDocument } from './alert-document.ts';
import { createAlertId } from './create-alert-id.ts';
import { evaluateGeofence, initialGeofenceState } from './evaluate-geofence.ts';
import type { GeofenceTransition, RuleDocument } from './rule-document.ts';
import type { RuleState, UserStateDocument } from './user-state-document.ts';

export interface ActivityBatch {
  /** All rules of the user, the paused ones too. */
  readonly rules: readonly RuleDocument[];
  readonly state: UserStateDocument;
  /** Events of this user, in the order in which they happened. */
  readonly events: readonly ActivityEvent[];
  /** Alerts that one transaction can hold; at least as many as there are rules. */
  readonly maxAlerts: number;
  /** When the alerts are raised, ISO 8601. */
  readonly raisedAt: string;
}

export interface BatchEvaluation {
  readonly state: UserStateDocument;
  /** In the order of their sequence. */
  readonly alerts: readonly AlertDocument[];
  /** How many of the events this covers: fewer than all when the alerts of the next one might be too many. */
  readonly evaluated: number;
  /** Whether there is anything to commit. */
  readonly changed: boolean;
}

/**
 * Evaluates events of one user against all their rules. Pure: the same batch always gives the same evaluation.
 *
 * A paused rule goes on following the user and raises nothing. During the cooldown after an alert, measured in event
 * time, a rule raises nothing either. States of rules that are no more are dropped.
 */
export function evaluateActivityBatch(batch: ActivityBatch): BatchEvaluation {
  const { rules, events, maxAlerts, raisedAt } = batch;
  const states = new Map(rules.map((rule) => [rule.id, currentState(rule, batch.state)]));
  const alerts: AlertDocument[] = [];
  let changed = false;
  let evaluated = 0;
  for (const event of events) {
    if (alerts.length + rules.length > maxAlerts && evaluated > 0) break;
    for (const rule of rules) {
      const before = states.get(rule.id) as RuleState;
      const { state: geofence, transition } = evaluateGeofence(before.geofence, rule.condition, event);
      if (geofence === before.geofence) continue;
      changed = true;
      const raises = transition === rule.condition.transition && !rule.paused && !isSilent(before, event);
      states.set(rule.id, {
        ...before,
        geofence,
        silentUntil: raises ? endOfCooldown(rule, event) : before.silentUntil,
      });
      if (!raises) continue;
      const sequence = batch.state.lastSequence + alerts.length + 1;
      alerts.push(createAlert({ rule, event, transition, sequence, raisedAt }));
    }
    evaluated++;
  }
  const state = {
    ...batch.state,
    lastSequence: batch.state.lastSequence + alerts.length,
    rules: Object.fromEntries(states),
  };
  return { state, alerts, evaluated, changed };
}

function currentState(rule: RuleDocument, state: UserStateDocument): RuleState {
  const known = state.rules[rule.id];
  if (known?.version === rule.version) return known;
  return { version: rule.version, geofence: initialGeofenceState, silentUntil: null };
}

function isSilent(state: RuleState, event: ActivityEvent): boolean {
  return state.silentUntil !== null && Date.parse(event.occurredAt) < Date.parse(state.silentUntil);
}

function endOfCooldown(rule: RuleDocument, event: ActivityEvent): string | null {
  if (rule.cooldownSeconds === 0) return null;
  return new Date(Date.parse(event.occurredAt) + rule.cooldownSeconds * 1000).toISOString();
}

function createAlert(finding: {
  rule: RuleDocument;
  event: ActivityEvent;
  transition: GeofenceTransition;
  sequence: number;
  raisedAt: string;
}): AlertDocument {
  const { rule, event, transition, sequence, raisedAt } = finding;
  const { userId } = event;
  return {
    type: 'alert',
    id: createAlertId({ userId, ruleId: rule.id, ruleVersion: rule.version, eventId: event.id, transition }),
    userId,
    sequence,
    ruleId: rule.id,
    ruleVersion: rule.version,
    activityId: event.id,
    severity: rule.severity,
    status: 'RAISED',
    message: `${rule.name}: ${transition === 'ENTER' ? 'entered' : 'left'} the area.`,
    raisedAt,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
  };
}
