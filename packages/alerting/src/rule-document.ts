import type { GeoPoint } from '@headgate/geometry/geo-point.ts';
import type { AlertChannel } from './alert-channel.ts';
import type { AlertSeverity } from './alert-severity.ts';

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

export type PredictionTarget = 'LIKELY_TO_BUY' | 'LIKELY_TO_LEAVE' | 'BUSIER_THAN_FORECAST';

/** What batch jobs have learned of the user says, with what the user did since, that something has become likely. */
export interface PredictedCondition {
  readonly kind: 'predicted';
  readonly target: PredictionTarget;
  /** 0 to 1; null for `BUSIER_THAN_FORECAST`. */
  readonly minProbability: number | null;
  /** Kind of the events that are counted for `BUSIER_THAN_FORECAST`; null for all. */
  readonly activityKind: string | null;
}

export type AlertCondition =
  | GeofenceCondition
  | ThresholdCondition
  | InactivityCondition
  | AnomalyCondition
  | PredictedCondition;

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
