import type { GeoPoint } from '@headgate/geometry/geo-point.ts';
import type { ActivityEvent } from '../activity-event.ts';
import type {
  AlertCondition,
  AnomalyCondition,
  GeofenceCondition,
  InactivityCondition,
  RuleDocument,
  ThresholdCondition,
} from '../rule-document.ts';

/** What a rule finds: at which event, what, and in milliseconds since 1970 when. */
export interface NaiveFinding {
  readonly eventId: string;
  readonly transition: string;
  readonly at: number;
}

/**
 * Conditions as one would write them down first: at each event the whole past is gone through again.
 * @param events in the order in which they happened.
 */
export function findNaively(condition: AlertCondition, events: readonly ActivityEvent[]): NaiveFinding[] {
  switch (condition.kind) {
    case 'geofence':
      return findTransitions(condition, events);
    case 'threshold':
      return findExcess(condition, events);
    case 'inactivity':
      return findGaps(condition, events);
    // Without a prediction there is nothing to find.
    case 'predicted':
      return [];
    case 'anomaly':
      return findUnusual(condition, events);
  }
}

/** What a rule raises alerts for: findings that no cooldown falls on. */
export function raiseNaively(
  { condition, cooldownSeconds }: Pick<RuleDocument, 'condition' | 'cooldownSeconds'>,
  events: readonly ActivityEvent[],
): NaiveFinding[] {
  let silentUntil = Number.NEGATIVE_INFINITY;
  return findNaively(condition, events).filter(({ at }) => {
    if (at < silentUntil) return false;
    silentUntil = at + cooldownSeconds * 1_000;
    return true;
  });
}

/** Circles alone. Positions are unit vectors, and distances follow from chords. */
function findTransitions(condition: GeofenceCondition, events: readonly ActivityEvent[]): NaiveFinding[] {
  const { center, radiusMeters, transition, dwellSeconds } = condition;
  if (!center || radiusMeters === null) throw new TypeError('There is no naive polygon.');
  const exitMeters = radiusMeters + Math.max(20, radiusMeters / 10);
  const positions = events.filter(
    ({ location, accuracyMeters }) => location && (accuracyMeters ?? 0) <= Math.max(50, radiusMeters),
  );
  /** The event that began the stay that goes on after these positions. */
  const findStay = (past: readonly ActivityEvent[]) =>
    past.reduce<ActivityEvent | undefined>((stay, event) => {
      const meters = event.location ? chordDistance(event.location, center) : Number.NaN;
      return meters <= (stay ? exitMeters : radiusMeters) ? (stay ?? event) : undefined;
    }, undefined);
  const dwelt = new Set<ActivityEvent>();
  return positions.flatMap((event, index): NaiveFinding[] => {
    const before = findStay(positions.slice(0, index));
    const after = findStay(positions.slice(0, index + 1));
    const found: string[] = [];
    if (!before && after) found.push('ENTER');
    if (before && !after) found.push('EXIT');
    const isLong = before && after && dwellSeconds !== null && event.at - after.at >= dwellSeconds * 1_000;
    if (isLong && !dwelt.has(after)) {
      dwelt.add(after);
      found.push('DWELL');
    }
    return found.includes(transition) ? [{ eventId: event.id, transition, at: event.at }] : [];
  });
}

function chordDistance(a: GeoPoint, b: GeoPoint): number {
  const vector = ({ latitude, longitude }: GeoPoint) => {
    const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)] as const;
  };
  const other = vector(b);
  const chord = Math.hypot(...vector(a).map((x, axis) => x - (other[axis] ?? 0)));
  return 2 * 6_371_008.8 * Math.asin(Math.min(1, chord / 2));
}

function findExcess(condition: ThresholdCondition, events: readonly ActivityEvent[]): NaiveFinding[] {
  const { activityKind, aggregate, currency, windowSeconds, limit } = condition;
  const partOf = ({ at }: ActivityEvent) => Math.floor((at * 60) / (windowSeconds * 1_000));
  const measure = ({ amount }: ActivityEvent) => (aggregate === 'COUNT' ? 1 : (amount?.minorUnits ?? 0));
  const counted = events.filter(
    ({ kind, amount }) =>
      (activityKind === null || kind === activityKind) &&
      (aggregate === 'COUNT' || amount?.currency === currency),
  );
  let isArmed = true;
  return counted.flatMap((event, index): NaiveFinding[] => {
    const window = counted.slice(0, index).filter((each) => partOf(event) - partOf(each) < 60);
    const before = window.reduce((sum, each) => sum + measure(each), 0);
    if (before < limit * 0.8) isArmed = true;
    if (!isArmed || before + measure(event) < limit) return [];
    isArmed = false;
    return [{ eventId: event.id, transition: 'REACHED', at: event.at }];
  });
}

function findGaps(condition: InactivityCondition, events: readonly ActivityEvent[]): NaiveFinding[] {
  const { activityKind, afterSeconds } = condition;
  const awaited = events.filter(({ kind }) => activityKind === null || kind === activityKind);
  return awaited.flatMap(({ id, at }, index): NaiveFinding[] => {
    const next = awaited[index + 1]?.at ?? at;
    const silentAt = at + afterSeconds * 1_000;
    return next >= silentAt ? [{ eventId: id, transition: 'SILENT', at: silentAt }] : [];
  });
}

/** Mean and variance of all hours of that place in the week that are over: of less than half a year. */
function findUnusual(condition: AnomalyCondition, events: readonly ActivityEvent[]): NaiveFinding[] {
  const { activityKind, minDeviations } = condition;
  const counted = events.filter(({ kind }) => activityKind === null || kind === activityKind);
  const hourOf = ({ at }: ActivityEvent) => Math.floor(at / 3_600_000);
  const first = counted[0] ? hourOf(counted[0]) : 0;
  const reported = new Set<number>();
  return counted.flatMap((event, index): NaiveFinding[] => {
    const hour = hourOf(event);
    const countOf = (wanted: number) => counted.filter((each) => hourOf(each) === wanted).length;
    const past: number[] = [];
    for (let earlier = hour - 168; earlier >= first; earlier -= 168) past.push(countOf(earlier));
    if (past.length < 4 || reported.has(hour)) return [];
    const mean = past.reduce((sum, each) => sum + each, 0) / past.length;
    const variance = past.reduce((sum, each) => sum + (each - mean) ** 2, 0) / past.length;
    const soFar = counted.slice(0, index + 1).filter((each) => hourOf(each) === hour).length;
    // A margin for what two ways of rounding make of the same number.
    if (soFar < mean + minDeviations * Math.max(1, Math.sqrt(variance)) - 1e-9) return [];
    reported.add(hour);
    return [{ eventId: event.id, transition: 'UNUSUAL', at: event.at }];
  });
}
