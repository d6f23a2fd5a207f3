import type {
  AlertConditionInput,
  AlertSeverity,
  PlaceRowFragment,
} from '@headgate/clients/__generated__/graphql.ts';

export type Kind = 'geofence' | 'threshold' | 'inactivity' | 'anomaly';

/** A rule that is being made; numbers as they are typed. */
export interface Draft {
  readonly name: string;
  readonly kind: Kind;
  readonly severity: AlertSeverity;
  readonly placeId: string | undefined;
  readonly transition: 'ENTER' | 'EXIT';
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

/** What the draft says, in the bounds that alerts has; undefined while something is missing. */
export function toCondition(
  draft: Draft,
  places: readonly PlaceRowFragment[],
): AlertConditionInput | undefined {
  const { kind, transition } = draft;
  if (kind === 'geofence') {
    const place = places.find(({ id }) => id === draft.placeId);
    if (!place) return undefined;
    const { latitude, longitude } = place.location;
    const { radiusMeters, id: placeId } = place;
    return { geofence: { transition, center: { latitude, longitude }, radiusMeters, placeId } };
  }
  if (kind === 'threshold') {
    const limit = within(draft.times, 1, 1e12);
    const minutes = within(draft.minutes, 1, 10_080);
    if (!limit || !minutes || !Number.isInteger(limit)) return undefined;
    return { threshold: { aggregate: 'COUNT', limit, windowSeconds: Math.round(minutes * 60) } };
  }
  if (kind === 'inactivity') {
    const hours = within(draft.hours, 1 / 60, 8_760);
    return hours ? { inactivity: { afterSeconds: Math.round(hours * 3600) } } : undefined;
  }
  const minDeviations = within(draft.deviations, 1, 10);
  return minDeviations ? { anomaly: { minDeviations } } : undefined;
}
