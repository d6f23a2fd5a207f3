import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findQuietEnd, type QuietHours } from './find-quiet-end.ts';

const minuteMs = 60_000;
const clock = new Map<string, Intl.DateTimeFormat>();

/** Looks at the clock on the wall: `HH:MM`. */
function wallClock(timeZone: string, at: number): string {
  const format =
    clock.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit' });
  clock.set(timeZone, format);
  return format.format(at);
}

/** Minute by minute until the clock on the wall shows a time that is not quiet. */
function lookAtTheClock({ start, end }: QuietHours, timeZone: string, at: number): number | undefined {
  const isQuiet = (time: number) => {
    const now = wallClock(timeZone, time);
    return start < end ? now >= start && now < end : now >= start || now < end;
  };
  if (!isQuiet(at)) return undefined;
  let minute = at - (at % minuteMs);
  while (isQuiet(minute)) minute += minuteMs;
  return minute;
}

/** Local midnights, about, before clocks change: by an hour, by half an hour, at midnight, by a day; and where they never do. */
const nights: readonly [timeZone: string, from: number][] = [
  ['Europe/Berlin', Date.UTC(2026, 2, 28, 12)],
  ['Europe/Berlin', Date.UTC(2026, 9, 24, 12)],
  ['Europe/London', Date.UTC(2026, 9, 24, 12)],
  ['America/New_York', Date.UTC(2026, 2, 7, 18)],
  ['America/New_York', Date.UTC(2026, 9, 31, 18)],
  ['Australia/Lord_Howe', Date.UTC(2026, 3, 4, 0)],
  ['Australia/Lord_Howe', Date.UTC(2026, 9, 3, 0)],
  ['America/Santiago', Date.UTC(2026, 3, 4, 12)],
  ['America/Santiago', Date.UTC(2026, 8, 5, 12)],
  ['Asia/Beirut', Date.UTC(2026, 2, 28, 6)],
  ['Africa/Casablanca', Date.UTC(2026, 1, 14, 12)],
  ['Pacific/Apia', Date.UTC(2011, 11, 29, 0)],
  ['Asia/Kathmandu', Date.UTC(2026, 5, 1)],
  ['America/St_Johns', Date.UTC(2026, 2, 7, 18)],
];

test('the end is what a look at the clock each minute finds, whatever clocks do', () => {
  const minute = fc.nat(24 * 60 - 1);
  const time = minute.map(
    (n) => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`,
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...nights),
      fc.record({ start: time, end: time }),
      fc.nat(36 * 3_600_000),
      ([timeZone, from], quietHours, later) => {
        fc.pre(quietHours.start !== quietHours.end);
        const at = from + later;
        assert.equal(findQuietEnd(quietHours, timeZone, at), lookAtTheClock(quietHours, timeZone, at));
      },
    ),
    { numRuns: 1_500 },
  );
});

test('a night has its quiet hours over midnight, an hour shorter or longer when clocks change', () => {
  const night = { start: '22:00', end: '07:00' };
  const endOf = (at: string) => {
    const end = findQuietEnd(night, 'Europe/Berlin', Date.parse(at));
    return end && new Date(end).toISOString();
  };
  assert.equal(endOf('2026-01-10T20:59:59.999Z'), undefined);
  assert.equal(endOf('2026-01-10T21:00:00Z'), '2026-01-11T06:00:00.000Z');
  assert.equal(endOf('2026-03-28T21:30:12Z'), '2026-03-29T05:00:00.000Z');
  assert.equal(endOf('2026-10-24T20:30:00Z'), '2026-10-25T06:00:00.000Z');
  assert.equal(endOf('2026-10-25T06:00:00Z'), undefined);
});

test('quiet hours that end within the hour that is left out end with it', () => {
  const end = findQuietEnd(
    { start: '01:00', end: '02:30' },
    'Europe/Berlin',
    Date.parse('2026-03-29T00:30:00Z'),
  );
  assert.equal(end, Date.parse('2026-03-29T01:00:00Z'));
});
