import type { Random } from './create-random.ts';

/** Something that a user of the test does, as far as rules look at it. */
export interface PlannedActivity {
  readonly id: string;
  readonly kind: 'CHECK_IN' | 'PURCHASE';
  /** In milliseconds since 1970. */
  readonly at: number;
  /** How far north of {@link square}; null for an event without a position. */
  readonly meters: number | null;
  readonly accuracyMeters: number;
  readonly amount: { readonly minorUnits: number; readonly currency: 'EUR' | 'USD' } | null;
}

/** What a user of the test does, in the order in which it happens. */
export interface PlannedUser {
  readonly userId: string;
  readonly activities: readonly PlannedActivity[];
}

/** The place that the rules of all users watch. */
export const square = { latitude: 52.5219, longitude: 13.4132 };

/** So far north of {@link square} is the place that each user comes to last, and never before. */
export const lastStopMeters = 50_000;

const metersPerDegree = 111_195;

/** The position that is so far north of {@link square}. */
export function northOfSquare(meters: number): { latitude: number; longitude: number } {
  return { ...square, latitude: square.latitude + meters / metersPerDegree };
}

/** Inside the circle, within the margin in which a visit goes on, and away. */
const distances = [0, 60, 95, 110, 115, 125, 400, null];

/** Plans what each user does: `count` events in all, and then one at the last stop. */
export function planActivities(random: Random, users: number, count: number): PlannedUser[] {
  const now = Date.now();
  return Array.from({ length: users }, (_, index) => {
    const userId = `traveller-${String(index).padStart(3, '0')}`;
    let at = now - 3_600_000 + random.below(600_000);
    const own = Math.floor(count / users) + (index < count % users ? 1 : 0);
    const activities = Array.from({ length: own }, (_, n): PlannedActivity => {
      at += 1_000 * (5 + random.below(55));
      const kind = random.pick(['CHECK_IN', 'CHECK_IN', 'PURCHASE'] as const);
      const minorUnits = 500 + random.below(2_000);
      const currency = random.pick(['EUR', 'EUR', 'USD'] as const);
      return {
        id: `${userId}/${n}`,
        kind,
        at,
        meters: random.pick(distances),
        accuracyMeters: random.pick([5, 20, 80, 500]),
        amount: kind === 'PURCHASE' ? { minorUnits, currency } : null,
      };
    });
    const last = { id: `${userId}/last`, kind: 'CHECK_IN', at: at + 10_000, amount: null } as const;
    return {
      userId,
      activities: [...activities, { ...last, meters: lastStopMeters, accuracyMeters: 5 }],
    };
  });
}
