import type { Hour } from './hour.ts';

/** Paths of a chart, as `d` of SVG has them, in a box of `width` by `height`. */
export interface PlacedHours {
  /** What happened. */
  readonly events: string;
  readonly expected: string;
  /** The area between low and high. */
  readonly band: string;
  /** The largest value of the axis. */
  readonly most: number;
  /** Where the present is, from the left; null where it is outside. */
  readonly now: number | null;
}

const hourMs = 3_600_000;

/** Places hours in a box, time from left to right and counts from the bottom up; an hour is missing where nothing is known. */
export function placeHours(
  hours: readonly Hour[],
  { width, height, now }: { width: number; height: number; now: number },
): PlacedHours {
  const times = hours.map(({ hour }) => Date.parse(hour));
  const [first = 0] = times;
  const last = times.at(-1) ?? first;
  const span = Math.max(hourMs, last - first);
  const values = hours.flatMap(({ events, forecast }) => [events ?? 0, forecast?.high ?? 0]);
  const most = roundUp(Math.max(1, ...values));
  const x = (time: number) => round(((time - first) / span) * width);
  const y = (value: number) => round(height - (value / most) * height);
  const line = (of: (hour: Hour) => number | null | undefined) => {
    const points = hours.map((hour, index) => [times[index] ?? 0, of(hour)] as const);
    return points
      .map(([time, value], index) => {
        if (value === null || value === undefined) return '';
        const isNew =
          index === 0 || points[index - 1]?.[1] == null || time - (points[index - 1]?.[0] ?? 0) > hourMs;
        return `${isNew ? 'M' : 'L'}${x(time)} ${y(value)}`;
      })
      .join('');
  };
  const told = hours.flatMap(({ forecast }, index) =>
    forecast ? [{ x: x(times[index] ?? 0), low: y(forecast.low), high: y(forecast.high) }] : [],
  );
  const upper = told.map((each) => `${each.x} ${each.high}`);
  const lower = told.map((each) => `${each.x} ${each.low}`).reverse();
  return {
    events: line(({ events }) => events),
    expected: line(({ forecast }) => forecast?.expected),
    band: told.length > 1 ? `M${[...upper, ...lower].join('L')}Z` : '',
    most,
    now: now >= first && now <= last ? x(now) : null,
  };
}

const round = (value: number) => Math.round(value * 10) / 10;

/** The next of 1, 2, 5, 10, 20 … */
function roundUp(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return unit * ([1, 2, 5].find((step) => step * unit >= value) ?? 10);
}
