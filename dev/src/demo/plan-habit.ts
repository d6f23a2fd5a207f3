/** An event of a habit. */
export interface HabitEvent {
  readonly id: string;
  readonly at: number;
}

const hourMs = 3_600_000;
const weekMs = 168 * hourMs;
/** 1970 began on a Thursday. */
const firstMonday = 4 * 24 * hourMs;
const weeks = 6;

/**
 * What somebody looked at over the last six weeks: nothing at night, most in the evening, more at weekends. Whoever asks again
 * gets the same events, which are stored once.
 *
 * @param now milliseconds since 1970; the habit ends with the hour before it
 */
export function planHabit(now: number): HabitEvent[] {
  const thisMonday = firstMonday + Math.floor((now - firstMonday) / weekMs) * weekMs;
  const until = Math.floor(now / hourMs) * hourMs;
  const events: HabitEvent[] = [];
  for (let hour = thisMonday - weeks * weekMs; hour < until; hour += hourMs) {
    const number = hour / hourMs;
    for (let n = 0; n < countOf(number); n += 1)
      events.push({ id: `habit-${number}-${n}`, at: hour + n * 60_000 });
  }
  return events;
}

function countOf(hour: number): number {
  const ofDay = hour % 24;
  if (ofDay < 7) return 0;
  const isWeekend = Math.floor((hour - 96) / 24) % 7 >= 5;
  const usual = ofDay >= 18 ? 2 : 1;
  // A little more or less, the same for the same hour.
  return usual + (isWeekend ? 1 : 0) + ((hour * 7919) % 5 === 0 ? 1 : 0);
}
