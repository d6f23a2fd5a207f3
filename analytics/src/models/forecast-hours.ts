/** A way to tell next week from the weeks before; the latest week comes last. */
export type ForecastMethod = 'last-week' | 'mean-of-4' | 'median-of-8' | 'mean-of-4-at-last-level';

export interface HourForecast {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

export interface SeriesForecast {
  readonly method: ForecastMethod;
  /** The 168 hours after the last whole week, from Monday 00:00 UTC. */
  readonly hours: readonly HourForecast[];
  /** Mean absolute error in events an hour on the weeks that were tested. */
  readonly error: number;
  /** The same of the simplest method, the last week again. */
  readonly baselineError: number;
  /** The share of tested hours inside the interval. */
  readonly coverage: number;
  readonly weeksTested: number;
}

export const hoursPerWeek = 168;
/** Weeks before the first that can be told. */
const minWeeks = 3;
const maxTestedWeeks = 8;
/** The share of hours that the interval should hold. */
export const intervalCoverage = 0.9;

type Week = readonly number[];

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

const byHour = (weeks: readonly Week[], of: (values: number[]) => number): number[] =>
  Array.from({ length: hoursPerWeek }, (_, hour) => of(weeks.map((week) => week[hour] ?? 0)));

const methods: Record<ForecastMethod, (before: readonly Week[]) => number[]> = {
  'last-week': (before) => [...(before.at(-1) ?? [])],
  'mean-of-4': (before) => byHour(before.slice(-4), mean),
  'median-of-8': (before) => byHour(before.slice(-8), (values) => quantile(values, 0.5)),
  'mean-of-4-at-last-level': (before) => {
    const usual = methods['mean-of-4'](before);
    const level = mean(before.at(-1) ?? []) / Math.max(mean(usual), 1e-9);
    return usual.map((value) => value * level);
  },
};

/** How far off an hour may be grows with the root of what is expected, as counts do. */
const spread = (expected: number) => Math.sqrt(Math.max(expected, 1));

/**
 * How wide an interval holds the share of hours that it should. Weeks are unlike each other (holidays, weather), and the next
 * one may be of the odd ones: half of the deviation between weeks is added, without which the interval of departures from
 * New York held 85 % instead of 90 %.
 */
function widthOf(weeks: readonly (readonly number[])[]): number {
  const widths = weeks.map((week) => quantile(week, intervalCoverage));
  const usual = mean(widths);
  const deviation = Math.sqrt(mean(widths.map((width) => (width - usual) ** 2)));
  return Math.max(quantile(weeks.flat(), intervalCoverage), usual + deviation / 2);
}

/**
 * Forecasts a week of a series of hours by the method that would have told its last weeks best. The interval is as wide as
 * the errors of those weeks were, not as a distribution says.
 *
 * @param counts events of each hour from a Monday 00:00 UTC on; hours of a week that is not over are left out
 * @returns null for fewer than four whole weeks
 */
export function forecastHours(counts: readonly number[]): SeriesForecast | null {
  const weeks: Week[] = [];
  for (let at = 0; at + hoursPerWeek <= counts.length; at += hoursPerWeek)
    weeks.push(counts.slice(at, at + hoursPerWeek));
  const from = Math.max(minWeeks, weeks.length - maxTestedWeeks);
  if (from >= weeks.length) return null;
  const tests = (Object.keys(methods) as ForecastMethod[]).map((method) => {
    const tested = weeks.slice(from).map((week, index) => {
      const told = methods[method](weeks.slice(0, from + index));
      return week.map((actual, hour) => {
        const expected = told[hour] as number;
        const error = Math.abs(actual - expected);
        return { error, scaled: error / spread(expected) };
      });
    });
    return { method, tested, error: mean(tested.flat().map(({ error }) => error)) };
  });
  const best = tests.reduce((a, b) => (b.error < a.error ? b : a));
  const scaled = best.tested.flat().map((residual) => residual.scaled);
  const width = widthOf(best.tested.map((week) => week.map((residual) => residual.scaled)));
  return {
    method: best.method,
    hours: methods[best.method](weeks).map((expected) => ({
      low: Math.max(0, expected - width * spread(expected)),
      expected,
      high: expected + width * spread(expected),
    })),
    error: best.error,
    baselineError: tests.find(({ method }) => method === 'last-week')?.error ?? best.error,
    coverage: scaled.filter((residual) => residual <= width).length / scaled.length,
    weeksTested: weeks.length - from,
  };
}
