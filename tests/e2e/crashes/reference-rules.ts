import type { ActivityEvent } from '@headgate/alerting/activity-event.ts';
import { createAlertId } from '@headgate/alerting/create-alert-id.ts';
import type { AlertCondition, GeofenceTransition } from '@headgate/alerting/rule-document.ts';
import { raiseNaively } from '@headgate/alerting/test-support/find-naively.ts';
import { lastStopMeters, northOfSquare, type PlannedActivity, square } from './plan-activities.ts';

/** A rule of each user. */
interface ReferenceRule {
  readonly name: string;
  readonly condition: AlertCondition;
  readonly cooldownSeconds: number;
}

const circle = (transition: GeofenceTransition, center = square): AlertCondition => ({
  kind: 'geofence',
  transition,
  center,
  radiusMeters: 100,
  polygon: null,
  dwellSeconds: transition === 'DWELL' ? 60 : null,
  placeId: null,
});
const threshold = { kind: 'threshold', activityKind: null, currency: null } as const;

/** The last one finds the last stop of each user, and nothing before. */
export const referenceRules: readonly ReferenceRule[] = [
  { name: 'Coming', condition: circle('ENTER'), cooldownSeconds: 0 },
  { name: 'Going', condition: circle('EXIT'), cooldownSeconds: 90 },
  { name: 'Staying', condition: circle('DWELL'), cooldownSeconds: 0 },
  {
    name: 'Often',
    condition: { ...threshold, activityKind: 'CHECK_IN', aggregate: 'COUNT', windowSeconds: 240, limit: 5 },
    cooldownSeconds: 0,
  },
  {
    name: 'Much',
    condition: { ...threshold, aggregate: 'SUM', currency: 'EUR', windowSeconds: 600, limit: 4_000 },
    cooldownSeconds: 0,
  },
  {
    name: 'The last stop',
    condition: circle('ENTER', northOfSquare(lastStopMeters)),
    cooldownSeconds: 0,
  },
];

/** A rule as a client creates it. */
export function toInput({ name, condition, cooldownSeconds }: ReferenceRule): object {
  const { kind, ...fields } = condition;
  return { name, condition: { [kind]: fields }, cooldownSeconds };
}

/** Ids of the alerts that a user's rules must raise; `ruleIds` in the order of {@link referenceRules}. */
export function expectAlertIds(
  userId: string,
  ruleIds: readonly string[],
  activities: readonly PlannedActivity[],
): string[] {
  const events = activities.map((activity) => toEvent(userId, activity));
  return referenceRules.flatMap((rule, index) => {
    const ruleId = ruleIds[index] ?? '';
    return raiseNaively(rule, events).map(({ eventId, transition }) =>
      createAlertId({ userId, ruleId, ruleVersion: 1, eventId, transition }),
    );
  });
}

function toEvent(
  userId: string,
  { id, kind, at, meters, accuracyMeters, amount }: PlannedActivity,
): ActivityEvent {
  const location = meters === null ? null : northOfSquare(meters);
  return { id, userId, kind, at, location, accuracyMeters, amount };
}
