import type { HourCoefficients } from '@headgate/alerting/anomaly-coefficients-document.ts';
import {
  type AnomalyMemory,
  evaluateAnomaly,
  initialAnomalyMemory,
} from '@headgate/alerting/conditions/evaluate-anomaly.ts';
import { createRandom } from '../src/test-support/create-random.ts';

/** How many events a user had in an hour since 1970. */
export interface CountedHour {
  readonly user_id: string;
  readonly hour: bigint;
  readonly n: bigint;
}

export interface Alarms {
  readonly hours: number;
  /** Hours as they were in which the rule fired. */
  readonly falseAlarms: number;
  /** Hours that were tried again with more than twice as many events. */
  readonly bursts: number;
  readonly caught: number;
}

const burstShare = 0.05;
const atLeastMore = 8;

/**
 * Has an anomaly rule of three deviations go through the hours of users as they were; one hour of twenty is tried a second
 * time, with twice its events and eight more.
 *
 * @param coefficients by user; a user without them estimates as the rule goes
 */
export function countAlarms(
  hours: readonly CountedHour[],
  coefficients: ReadonlyMap<string, readonly HourCoefficients[]>,
): Alarms {
  const random = createRandom(7);
  const result = { hours: 0, falseAlarms: 0, bursts: 0, caught: 0 };
  for (const [user, counted] of Map.groupBy(hours, (each) => each.user_id)) {
    let memory = initialAnomalyMemory;
    for (const { hour, n } of counted) {
      const play = (count: number) =>
        playHour(memory, { hour: Number(hour), count, coefficients: coefficients.get(user) ?? null });
      if (random() < burstShare) {
        result.bursts += 1;
        if (play(2 * Number(n) + atLeastMore).hasFired) result.caught += 1;
      }
      const asItWas = play(Number(n));
      memory = asItWas.memory;
      result.hours += 1;
      if (asItWas.hasFired) result.falseAlarms += 1;
    }
  }
  return result;
}

function playHour(
  before: AnomalyMemory,
  {
    hour,
    count,
    coefficients,
  }: { hour: number; count: number; coefficients: readonly HourCoefficients[] | null },
): { memory: AnomalyMemory; hasFired: boolean } {
  const condition = { kind: 'anomaly', activityKind: null, minDeviations: 3, coefficients } as const;
  let memory = before;
  let hasFired = false;
  for (let n = 0; n < count; n += 1) {
    const event = { id: `${n}`, userId: '', kind: 'CHECK_IN', at: hour * 3_600_000 + n } as const;
    const step = evaluateAnomaly(memory, condition, event);
    memory = step.memory;
    hasFired ||= step.finding !== undefined;
  }
  return { memory, hasFired };
}
