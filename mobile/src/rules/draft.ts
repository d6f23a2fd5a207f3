import type {
  AlertConditionInput,
  AlertSeverity,
  PlaceRowFragment,
  RuleRowFragment,
} from '@headgate/clients/__generated__/graphql.ts';

/** What a phone can change; what models foretell is for a larger screen. */
export type Kind = 'geofence' | 'threshold' | 'inactivity' | 'anomaly' | 'predicted';

type Condition = RuleRowFragment['condition'];

/** A rule that is being made; numbers as they are typed. */
export interface Draft {
  readonly name: string;
  readonly kind: Kind;
  readonly severity: AlertSeverity;
  readonly placeId: string | undefined;
  readonly transition: 'ENTER' | 'EXIT' | 'DWELL';
  readonly times: string;
  readonly minutes: string;
  readonly hours: string;
  readonly deviations: string;
}

export const firstDraft: Draft = {
  name: '',
  kind: 'geofence',
  severity: 'INFO',
  placeId: undefined,
  transition: 'ENTER',
  times: '10',
  minutes: '60',
  hours: '24',
  deviations: '3',
};

/** A number of what was typed, with a comma too; undefined outside its bounds. */
function within(text: string, least: number, most: number): number | undefined {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && value >= least && value <= most ? value : undefined;
}

/** The draft of a rule that is there. Its area stays until a place is chosen. */
export function toDraft({ name, severity, condition }: RuleRowFragment): Draft {
  const draft = { ...firstDraft, name, severity };
  switch (condition.__typename) {
    case 'GeofenceCondition':
      return { ...draft, kind: 'geofence', transition: condition.transition };
    case 'ThresholdCondition': {
      const minutes = String(condition.windowSeconds / 60);
      return { ...draft, kind: 'threshold', times: String(condition.limit), minutes };
    }
    case 'InactivityCondition':
      return { ...draft, kind: 'inactivity', hours: String(condition.afterSeconds / 3600) };
    case 'AnomalyCondition':
      return { ...draft, kind: 'anomaly', deviations: String(condition.minDeviations) };
    case 'PredictedCondition':
      return { ...draft, kind: 'predicted' };
  }
}

/** What the draft says, in the bounds that alerts has; undefined while something is missing. What it does not say is as `known` has it. */
export function toCondition(
  draft: Draft,
  places: readonly PlaceRowFragment[],
  known?: Condition,
): AlertConditionInput | undefined {
  const activityKind = known && 'activityKind' in known ? known.activityKind : null;
  const ofKind = activityKind ? { activityKind } : {};
  switch (draft.kind) {
    case 'geofence':
      return toGeofence(draft, places, known);
    case 'threshold': {
      const sum = known?.__typename === 'ThresholdCondition' && known.aggregate === 'SUM' ? known : undefined;
      const limit = within(draft.times, sum ? Number.MIN_VALUE : 1, 1e12);
      const minutes = within(draft.minutes, 1, 10_080);
      if (!limit || !minutes || (!sum && !Number.isInteger(limit))) return undefined;
      const counted = sum
        ? { aggregate: sum.aggregate, currency: sum.currency }
        : { aggregate: 'COUNT' as const };
      return { threshold: { ...counted, ...ofKind, limit, windowSeconds: Math.round(minutes * 60) } };
    }
    case 'inactivity': {
      const hours = within(draft.hours, 1 / 60, 8_760);
      return hours ? { inactivity: { ...ofKind, afterSeconds: Math.round(hours * 3600) } } : undefined;
    }
    case 'anomaly': {
      const minDeviations = within(draft.deviations, 1, 10);
      return minDeviations ? { anomaly: { ...ofKind, minDeviations } } : undefined;
    }
    case 'predicted': {
      if (known?.__typename !== 'PredictedCondition') return undefined;
      const { target, minProbability } = known;
      return { predicted: { target, ...(minProbability !== null && { minProbability }) } };
    }
  }
}

function toGeofence(
  { placeId, transition }: Draft,
  places: readonly PlaceRowFragment[],
  known: Condition | undefined,
): AlertConditionInput | undefined {
  const area = known?.__typename === 'GeofenceCondition' ? known : undefined;
  const stay = { transition, ...(transition === 'DWELL' && { dwellSeconds: area?.dwellSeconds ?? null }) };
  const point = ({ latitude, longitude }: PlaceRowFragment['location']) => ({ latitude, longitude });
  const place = places.find(({ id }) => id === placeId);
  if (place) {
    const { location, radiusMeters, id } = place;
    return { geofence: { ...stay, center: point(location), radiusMeters, placeId: id } };
  }
  if (area?.polygon) return { geofence: { ...stay, polygon: area.polygon.map(point) } };
  if (!area?.center) return undefined;
  const { center, radiusMeters, placeId: of } = area;
  return { geofence: { ...stay, center: point(center), radiusMeters, ...(of && { placeId: of }) } };
}
