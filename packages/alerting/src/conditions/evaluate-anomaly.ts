import type { ActivityEvent } from '../activity-event.ts';
import type { HourCoefficients } from '../anomaly-coefficients-document.ts';
import type { AnomalyCondition } from '../rule-document.ts';
import type { Step } from './finding.ts';

/** How many events hours of one place in the week have had: their number, mean and variance. */
export type HourEstimate = readonly [hours: number, mean: number, variance: number];

/** What an anomaly rule remembers between two events. */
export interface AnomalyMemory {
  readonly kind: 'anomaly';
  /** The hour that is being counted, since 1970; null before the first event. */
  readonly hour: number | null;
  /** Events in it so far. */
  readonly count: number;
  readonly hasFired: boolean;
  /** Hour of the week → estimate from the hours that are over. */
  readonly estimates: Readonly<Record<number, HourEstimate>>;
}

export const initialAnomalyMemory: AnomalyMemory = {
  kind: 'anomaly',
  hour: null,
  count: 0,
  hasFired: false,
  estimates: {},
};

const hoursPerWeek = 168;
/** 1970 began on a Thursday: hour 0 is that after midnight of a Monday, in UTC. */
const hoursFromMonday = 72;
/** So many hours of one place in the week make an estimate that is believed. */
export const minHours = 4;
/** Past this many hours the earlier ones fade, so that an estimate follows changed habits. */
export const maxHours = 26;
/** After a longer silence, in hours, the hours without events before it say nothing new. */
const maxQuietHours = maxHours * hoursPerWeek;
/** Least standard deviation: one event more in an hour that never has any is no anomaly. */
const minDeviation = 1;

/** What rounding may take from a number of deviations: it must not decide about an hour that is just at the limit. */
const rounding = 1e-9;

/** The place of an hour in the week, 0 to 167 from Monday 00:00 UTC. */
export function hourOfWeek(hour: number): number {
  return (hour + hoursFromMonday) % hoursPerWeek;
}

/**
 * Moves an anomaly rule on by one event: counts it, and compares the count of its hour with what that hour of the week
 * usually has, once an hour.
 * @param coefficients take the place of the rule's own estimates when they are there.
 */
export function evaluateAnomaly(
  memory: AnomalyMemory,
  condition: AnomalyCondition & { readonly coefficients: readonly HourCoefficients[] | null },
  { at, id, kind }: ActivityEvent,
): Step<AnomalyMemory> {
  if (condition.activityKind !== null && kind !== condition.activityKind) return { memory };
  const hour = Math.floor(at / 3_600_000);
  const current = hour === memory.hour ? memory : beginHour(memory, hour);
  const count = current.count + 1;
  const usual = condition.coefficients?.[hourOfWeek(hour)] ?? readEstimate(current, hour);
  const deviations = usual ? (count - usual.mean) / Math.max(usual.deviation, minDeviation) : 0;
  if (current.hasFired || deviations < condition.minDeviations - rounding) {
    return { memory: { ...current, count } };
  }
  const text = 'much more has happened this hour than usually';
  return {
    memory: { ...current, count, hasFired: true },
    finding: { about: { at, id }, transition: 'UNUSUAL', at, text },
  };
}

function readEstimate({ estimates }: AnomalyMemory, hour: number): HourCoefficients | undefined {
  const [hours, mean, variance] = estimates[hourOfWeek(hour)] ?? [0, 0, 0];
  return hours >= minHours ? { mean, deviation: Math.sqrt(variance) } : undefined;
}

/** Closes the hour that was counted, and the hours without events since. */
function beginHour({ hour, count, estimates }: AnomalyMemory, next: number): AnomalyMemory {
  const updated = { ...estimates };
  if (hour !== null) {
    updated[hourOfWeek(hour)] = addHour(updated[hourOfWeek(hour)], count);
    const quietFrom = Math.max(hour + 1, next - maxQuietHours);
    for (let quiet = quietFrom; quiet < next; quiet++) {
      updated[hourOfWeek(quiet)] = addHour(updated[hourOfWeek(quiet)], 0);
    }
  }
  return { kind: 'anomaly', hour: next, count: 0, hasFired: false, estimates: updated };
}

/** Welford's method until there are {@link maxHours}, then with a fading memory. */
function addHour([hours, mean, variance]: HourEstimate = [0, 0, 0], count: number): HourEstimate {
  const total = Math.min(hours + 1, maxHours);
  const weight = 1 / total;
  const difference = count - mean;
  return [total, mean + weight * difference, (1 - weight) * (variance + weight * difference ** 2)];
}
