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
  const [first, last] = [readMinute(start), readMinute(end)];
  const lengthMinutes = minutesBetween(first, last);
  const isQuiet = (time: number) => minutesBetween(first, localMinute(timeZone, time)) < lengthMinutes;
  let time = at - (at % minuteMs);
  if (!isQuiet(time)) return undefined;
  while (true) {
    const ends = time + minutesBetween(localMinute(timeZone, time), last) * minuteMs;
    if (offsetOf(timeZone, ends) === offsetOf(timeZone, time)) return ends;
    // Clocks change before then: what is quiet after that is another question.
    time = findChange(timeZone, time, ends);
    if (!isQuiet(time)) return time;
  }
}

/** The first minute after `from` with the offset that there is at `to`: offsets change once at most in a day. */
function findChange(timeZone: string, from: number, to: number): number {
  const before = offsetOf(timeZone, from);
  let [known, changed] = [from, to];
  while (changed - known > minuteMs) {
    const middle = known + Math.floor((changed - known) / minuteMs / 2) * minuteMs;
    if (offsetOf(timeZone, middle) === before) known = middle;
    else changed = middle;
  }
  return changed;
}

function readMinute(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** How long it is from one minute of the day to another, going forward. */
function minutesBetween(from: number, to: number): number {
  return (to - from + minutesPerDay) % minutesPerDay;
}

/** The minute of the local day, 0 to 1439. */
function localMinute(timeZone: string, time: number): number {
  return minutesBetween(0, Math.floor((time + offsetOf(timeZone, time)) / minuteMs) % minutesPerDay);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far local time is ahead of UTC, in milliseconds. */
function offsetOf(timeZone: string, time: number): number {
  let format = formats.get(timeZone);
  if (!format) {
    const numeric = 'numeric';
    format = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone, hourCycle: 'h23', year: numeric, month: numeric, day: numeric },
      ...{ hour: numeric, minute: numeric, second: numeric },
    });
    formats.set(timeZone, format);
  }
  const parts = format.formatToParts(time).map(({ type, value }) => [type, Number(value)] as const);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = Object.fromEntries(parts);
  return Date.UTC(year, month - 1, day, hour, minute, second) - time + (time % 1000);
}
