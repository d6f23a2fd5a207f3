import type { AlertSeverity } from './alert-severity.ts';
import type { GeoPoint } from './geo-point.ts';

export type GeofenceTransition = 'ENTER' | 'EXIT';

/** The user goes into, or out of, a circle on the map. */
export interface GeofenceCondition {
  readonly kind: 'geofence';
  readonly transition: GeofenceTransition;
  readonly center: GeoPoint;
  readonly radiusMeters: number;
  /** The place that the circle was taken from. */
  readonly placeId: string | null;
}

export type AlertCondition = GeofenceCondition;

/** What to watch for on a user's behalf, as the container `alerts` holds it. */
export interface RuleDocument {
  readonly type: 'rule';
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly condition: AlertCondition;
  /** Counts up when the condition changes: what was known under an earlier version is forgotten. */
  readonly version: number;
  readonly severity: AlertSeverity;
  /** By event time, from the event that raised an alert. */
  readonly cooldownSeconds: number;
  readonly paused: boolean;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** ISO 8601, UTC. */
  readonly updatedAt: string;
}

/** Most rules of one user: each event is evaluated against all of them, and what they raise fits one transaction. */
export const maxRulesPerUser = 40;
