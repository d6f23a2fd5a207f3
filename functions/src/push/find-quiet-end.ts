import { Temporal } from 'temporal-polyfill';

/** A daily span of local time, over midnight when `end` is before `start`. */
export interface QuietHours {
  /** Local time as `HH:MM`. */
  readonly start: string;
  /** Local time as `HH:MM`. */
  readonly end: string;
}

const minuteMs = 60_000;
const minutesPerDay = 24 * 60;

/**
 * When the quiet hours end that a point in time is in: the first minute whose local time is outside of the span, whatever
 * clocks do in between.
 * @param timeZone of the IANA database.
 * @param at in milliseconds since 1970, as is the result.
 * @returns undefined outside of quiet hours.
 */
export function findQuietEnd({ start, end }: QuietHours, timeZone: string, at: number): number | undefined {
  const [first, last] = [start, end].map((time) => minuteOf(Temporal.PlainTime.from(time))) as [
    number,
    number,
  ];
  const lengthMinutes = minutesBetween(first, last);
  const isQuiet = (local: Temporal.ZonedDateTime) => minutesBetween(first, minuteOf(local)) < lengthMinutes;
  let local = Temporal.Instant.fromEpochMilliseconds(at - (at % minuteMs)).toZonedDateTimeISO(timeZone);
  if (!isQuiet(local)) return undefined;
  do {
    const ends = local.add({ minutes: minutesBetween(minuteOf(local), last) });
    const change = local.getTimeZoneTransition('next');
    // Clocks that change before then say what is quiet after that.
    if (!change || Temporal.ZonedDateTime.compare(ends, change) < 0) return ends.epochMilliseconds;
    local = change;
  } while (isQuiet(local));
  return local.epochMilliseconds;
}

/** How long it is from one minute of the day to another, going forward. */
function minutesBetween(from: number, to: number): number {
  return (to - from + minutesPerDay) % minutesPerDay;
}

/** The minute of the day, 0 to 1439. */
function minuteOf({ hour, minute }: Temporal.PlainTime | Temporal.ZonedDateTime): number {
  return hour * 60 + minute;
}
