import { createAlertId } from '@headgate/alerting/create-alert-id.ts';
import { lastStopMeters, northOfSquare, type PlannedActivity, square } from './plan-activities.ts';

const radiusMeters = 100;
/** A circle is left a fifth of this radius further out than it is entered. */
const exitMeters = 120;
const dwellSeconds = 60;
const frequent = { windowSeconds: 240, limit: 5 };
const costly = { windowSeconds: 600, limit: 4_000 };
const cooldownSeconds = 90;

interface Found {
  readonly activity: PlannedActivity;
  readonly transition: string;
}

/** A rule of each user: as a client creates it, and what it must find among the user's events. */
export interface ReferenceRule {
  readonly input: object;
  readonly find: (activities: readonly PlannedActivity[]) => readonly Found[];
}

const circle = (transition: string, center = square) => ({
  geofence: { transition, center, radiusMeters, ...(transition === 'DWELL' && { dwellSeconds }) },
});

/** Rules as one would write them down first: each goes through the whole past at every event. */
export const referenceRules: readonly ReferenceRule[] = [
  {
    input: { name: 'Coming', condition: circle('ENTER') },
    find: (activities) => findCrossings(activities).filter(({ transition }) => transition === 'ENTER'),
  },
  {
    input: { name: 'Going', condition: circle('EXIT'), cooldownSeconds },
    find: (activities) =>
      respectCooldown(findCrossings(activities).filter(({ transition }) => transition === 'EXIT')),
  },
  { input: { name: 'Staying', condition: circle('DWELL') }, find: findStays },
  {
    input: {
      name: 'Often',
      condition: { threshold: { ...frequent, activityKind: 'CHECK_IN', aggregate: 'COUNT' } },
    },
    find: (activities) => findExcess(activities, frequent, ({ kind }) => (kind === 'CHECK_IN' ? 1 : null)),
  },
  {
    input: { name: 'Much', condition: { threshold: { ...costly, aggregate: 'SUM', currency: 'EUR' } } },
    find: (activities) =>
      findExcess(activities, costly, ({ amount }) => (amount?.currency === 'EUR' ? amount.minorUnits : null)),
  },
  {
    input: { name: 'The last stop', condition: circle('ENTER', northOfSquare(lastStopMeters)) },
    find: (activities) =>
      activities
        .filter(({ meters }) => meters === lastStopMeters)
        .map((activity) => ({ activity, transition: 'ENTER' })),
  },
];

/** Ids of the alerts that a user's rules must raise; `ruleIds` in the order of {@link referenceRules}. */
export function expectAlertIds(
  userId: string,
  ruleIds: readonly string[],
  activities: readonly PlannedActivity[],
): string[] {
  return referenceRules.flatMap(({ find }, index) =>
    find(activities).map(({ activity, transition }) => {
      const ruleId = ruleIds[index] ?? '';
      return createAlertId({ userId, ruleId, ruleVersion: 1, eventId: activity.id, transition });
    }),
  );
}

/** Whether the user is in the circle after what has happened so far, and since when. */
function findStay(past: readonly PlannedActivity[]): PlannedActivity | null {
  let entered: PlannedActivity | null = null;
  for (const activity of past) {
    const { meters, accuracyMeters } = activity;
    if (meters === null || accuracyMeters > radiusMeters) continue;
    if (meters > (entered ? exitMeters : radiusMeters)) entered = null;
    else entered ??= activity;
  }
  return entered;
}

function findCrossings(activities: readonly PlannedActivity[]): Found[] {
  return activities.flatMap((activity, index): Found[] => {
    const before = findStay(activities.slice(0, index)) !== null;
    const after = findStay(activities.slice(0, index + 1)) !== null;
    return before === after ? [] : [{ activity, transition: after ? 'ENTER' : 'EXIT' }];
  });
}

function findStays(activities: readonly PlannedActivity[]): Found[] {
  const reported = new Set<PlannedActivity>();
  return activities.flatMap((activity, index): Found[] => {
    const entered = findStay(activities.slice(0, index + 1));
    const tellsPosition = activity.meters !== null && activity.accuracyMeters <= radiusMeters;
    if (!entered || !tellsPosition || reported.has(entered)) return [];
    if (activity.at - entered.at < dwellSeconds * 1_000) return [];
    reported.add(entered);
    return [{ activity, transition: 'DWELL' }];
  });
}

/** Events at which what the last window holds reaches the limit, after it has been under 80 % of it. */
function findExcess(
  activities: readonly PlannedActivity[],
  { windowSeconds, limit }: { readonly windowSeconds: number; readonly limit: number },
  measure: (activity: PlannedActivity) => number | null,
): Found[] {
  const partOf = ({ at }: PlannedActivity) => Math.floor((at * 60) / (windowSeconds * 1_000));
  const counted = activities.filter((activity) => measure(activity) !== null);
  let isArmed = true;
  return counted.flatMap((activity, index): Found[] => {
    const recent = counted.slice(0, index).filter((earlier) => partOf(activity) - partOf(earlier) < 60);
    const before = recent.reduce((sum, each) => sum + (measure(each) ?? 0), 0);
    if (before < limit * 0.8) isArmed = true;
    if (!isArmed || before + (measure(activity) ?? 0) < limit) return [];
    isArmed = false;
    return [{ activity, transition: 'REACHED' }];
  });
}

function respectCooldown(found: readonly Found[]): Found[] {
  let silentUntil = 0;
  return found.filter(({ activity }) => {
    if (activity.at < silentUntil) return false;
    silentUntil = activity.at + cooldownSeconds * 1_000;
    return true;
  });
}
