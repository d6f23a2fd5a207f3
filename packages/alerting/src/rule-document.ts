import type { AlertChannel } from './alert-channel.ts';
import type { AlertSeverity } from './alert-severity.ts';
import type { GeoPoint } from './geo/geo-point.ts';

export type GeofenceTransition = 'ENTER' | 'EXIT' | 'DWELL';

/** The user goes into, out of, or stays in an area: a circle or a polygon, the fields of the other one are null. */
export interface GeofenceCondition {
  readonly kind: 'geofence';
  readonly transition: GeofenceTransition;
  readonly center: GeoPoint | null;
  readonly radiusMeters: number | null;
  /** Corners in order; its sides are the shortest ways between them, the last corner's to the first one. */
  readonly polygon: readonly GeoPoint[] | null;
  /** How long a stay is reported after; null unless the transition is `DWELL`. */
  readonly dwellSeconds: number | null;
  /** The place that the circle was taken from. */
  readonly placeId: string | null;
}

/** Something happens often, or adds up to much, within a sliding window of event time. */
export interface ThresholdCondition {
  readonly kind: 'threshold';
  /** Kind of the events that count; null for all. */
  readonly activityKind: string | null;
  readonly aggregate: 'COUNT' | 'SUM';
  /** ISO 4217: amounts in it are added up; null when events are counted. */
  readonly currency: string | null;
  readonly windowSeconds: number;
  /** The rule fires when the window holds so many events, or so much in the smallest unit of the currency. */
  readonly limit: number;
}

/** The user does nothing, or nothing of a kind, for some time after having done it. */
export interface InactivityCondition {
  readonly kind: 'inactivity';
  /** Kind of the events that are waited for; null for all. */
  readonly activityKind: string | null;
  readonly afterSeconds: number;
}

/** The user does much more in an hour than usually at that hour of the week. */
export interface AnomalyCondition {
  readonly kind: 'anomaly';
  /** Kind of the events that are counted; null for all. */
  readonly activityKind: string | null;
  /** How many standard deviations above the mean are reported. */
  readonly minDeviations: number;
}

export type AlertCondition = GeofenceCondition | ThresholdCondition | InactivityCondition | AnomalyCondition;

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
  /** Absent in rules from before there were channels: read it by `channelsOf`. */
  readonly channels?: readonly AlertChannel[];
  /** By event time, from the finding that raised an alert. */
  readonly cooldownSeconds: number;
  readonly paused: boolean;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** ISO 8601, UTC. */
  readonly updatedAt: string;
}

/** Most rules of one user: each event is evaluated against all of them, and what they raise fits one transaction. */
export const maxRulesPerUser = 40;
