import type {
  ActivityKind,
  AlertConditionInput,
  AlertSeverity,
  PredictionTarget,
  RuleRowFragment,
} from '../__generated__/graphql.ts';
import type { MapPoint } from '../map/map-point.ts';

export const conditions = ['geofence', 'threshold', 'inactivity', 'anomaly', 'predicted'] as const;
export type ConditionName = (typeof conditions)[number];

/** A rule as a form has it: what another condition would need is kept while one tries. */
export interface Draft {
  readonly name: string;
  readonly what: ConditionName;
  readonly severity: AlertSeverity;
  readonly transition: 'ENTER' | 'EXIT' | 'DWELL';
  /** For `DWELL` alone. */
  readonly dwellMinutes: number;
  readonly radiusMeters: number;
  /** One is the centre of a circle, three or more are corners. */
  readonly points: readonly MapPoint[];
  readonly placeId: string | null;
  /** Empty for all. */
  readonly activityKind: ActivityKind | '';
  /** Amounts of it are added up; null counts events. */
  readonly currency: string | null;
  readonly times: number;
  readonly minutes: number;
  readonly hours: number;
  readonly deviations: number;
  readonly target: PredictionTarget;
  readonly percent: number;
}

export const emptyDraft: Draft = {
  name: '',
  what: 'geofence',
  severity: 'INFO',
  transition: 'ENTER',
  dwellMinutes: 30,
  radiusMeters: 500,
  points: [],
  placeId: null,
  activityKind: '',
  currency: null,
  times: 10,
  minutes: 60,
  hours: 24,
  deviations: 3,
  target: 'LIKELY_TO_BUY',
  percent: 50,
};

/** The draft of a rule that is there. */
export function toDraft({ name, severity, condition }: RuleRowFragment): Draft {
  const draft = { ...emptyDraft, name, severity };
  switch (condition.__typename) {
    case 'GeofenceCondition':
      return {
        ...draft,
        what: 'geofence',
        transition: condition.transition,
        dwellMinutes: (condition.dwellSeconds ?? 1800) / 60,
        radiusMeters: condition.radiusMeters ?? draft.radiusMeters,
        points: condition.polygon ?? (condition.center ? [condition.center] : []),
        placeId: condition.placeId,
      };
    case 'ThresholdCondition':
      return {
        ...draft,
        what: 'threshold',
        currency: condition.currency,
        times: condition.limit,
        minutes: condition.windowSeconds / 60,
        activityKind: condition.activityKind ?? '',
      };
    case 'InactivityCondition':
      return {
        ...draft,
        what: 'inactivity',
        hours: condition.afterSeconds / 3600,
        activityKind: condition.activityKind ?? '',
      };
    case 'AnomalyCondition':
      return {
        ...draft,
        what: 'anomaly',
        deviations: condition.minDeviations,
        activityKind: condition.activityKind ?? '',
      };
    case 'PredictedCondition':
      return {
        ...draft,
        what: 'predicted',
        target: condition.target,
        percent: 100 * (condition.minProbability ?? 0.5),
      };
  }
}

/** Whether a rule can be made of it. */
export const isComplete = ({ name, ...draft }: Draft): boolean => name.trim() !== '' && hasCondition(draft);

/** Whether its condition can be tried. */
export const hasCondition = ({ what, points }: Pick<Draft, 'what' | 'points'>): boolean =>
  what !== 'geofence' || points.length === 1 || points.length > 2;

/** The condition that a draft describes. */
export function toCondition(draft: Draft): AlertConditionInput {
  const activityKind = draft.activityKind || null;
  switch (draft.what) {
    case 'geofence':
      return { geofence: toGeofence(draft) };
    case 'threshold': {
      const { currency, times: limit, minutes } = draft;
      const counted = currency ? { aggregate: 'SUM' as const, currency } : { aggregate: 'COUNT' as const };
      return { threshold: { ...counted, limit, windowSeconds: Math.round(minutes * 60), activityKind } };
    }
    case 'inactivity':
      return { inactivity: { afterSeconds: Math.round(draft.hours * 3600), activityKind } };
    case 'anomaly':
      return { anomaly: { minDeviations: draft.deviations, activityKind } };
    case 'predicted': {
      const { target, percent } = draft;
      return {
        predicted: target === 'BUSIER_THAN_FORECAST' ? { target } : { target, minProbability: percent / 100 },
      };
    }
  }
}

function toGeofence({ points, transition, dwellMinutes, radiusMeters, placeId }: Draft) {
  const corners = points.map(({ latitude, longitude }) => ({ latitude, longitude }));
  const stay = { transition, ...(transition === 'DWELL' && { dwellSeconds: Math.round(dwellMinutes * 60) }) };
  const [center] = corners;
  if (corners.length > 2 || !center) return { ...stay, polygon: corners };
  return { ...stay, center, radiusMeters, ...(placeId && { placeId }) };
}
