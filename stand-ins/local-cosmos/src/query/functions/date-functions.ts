import type { FunctionTable } from './cosmos-function.ts';

const iso = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?Z?)?$/;

/** Milliseconds of an ISO 8601 text in UTC, undefined for anything else. */
function parse(value: unknown): number | undefined {
  if (typeof value !== 'string' || !iso.test(value)) return undefined;
  const time = Date.parse(value.length > 10 && !value.endsWith('Z') ? `${value}Z` : value);
  return Number.isNaN(time) ? undefined : time;
}

/** Seven digits of a second, as Cosmos DB writes them. */
function format(time: number): string | undefined {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace('Z', '0000Z');
}

const units: Record<string, number> = {
  day: 86_400_000,
  dd: 86_400_000,
  d: 86_400_000,
  hour: 3_600_000,
  hh: 3_600_000,
  minute: 60_000,
  mi: 60_000,
  n: 60_000,
  second: 1000,
  ss: 1000,
  s: 1000,
  millisecond: 1,
  ms: 1,
};
const months: Record<string, number> = { year: 12, yyyy: 12, yy: 12, month: 1, mm: 1, m: 1 };

const nameOf = (part: unknown) => (typeof part === 'string' ? part.toLowerCase() : '');

function add(part: unknown, count: unknown, date: unknown): string | undefined {
  const time = parse(date);
  if (time === undefined || typeof count !== 'number') return undefined;
  const unit = units[nameOf(part)];
  if (unit !== undefined) return format(time + count * unit);
  const step = months[nameOf(part)];
  if (step === undefined) return undefined;
  const moved = new Date(time);
  const day = moved.getUTCDate();
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + count * step);
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(day, lastDay));
  return format(moved.getTime());
}

/** Counts the boundaries of a unit between two moments. */
function difference(part: unknown, from: unknown, to: unknown): number | undefined {
  const [start, end] = [parse(from), parse(to)];
  if (start === undefined || end === undefined) return undefined;
  const unit = units[nameOf(part)];
  if (unit !== undefined) return Math.floor(end / unit) - Math.floor(start / unit);
  const step = months[nameOf(part)];
  if (step === undefined) return undefined;
  const [a, b] = [new Date(start), new Date(end)];
  const years = b.getUTCFullYear() - a.getUTCFullYear();
  return step === 12 ? years : years * 12 + b.getUTCMonth() - a.getUTCMonth();
}

function partOf(part: unknown, value: unknown): number | undefined {
  const time = parse(value);
  if (time === undefined) return undefined;
  const name = nameOf(part);
  const date = new Date(time);
  if (months[name] === 12) return date.getUTCFullYear();
  if (months[name] === 1) return date.getUTCMonth() + 1;
  if (name === 'weekday' || name === 'dw') return date.getUTCDay() + 1;
  switch (units[name]) {
    case 86_400_000:
      return date.getUTCDate();
    case 3_600_000:
      return date.getUTCHours();
    case 60_000:
      return date.getUTCMinutes();
    case 1000:
      return date.getUTCSeconds();
    case 1:
      return date.getUTCMilliseconds();
    default:
      return undefined;
  }
}

function bin(
  date: unknown,
  part: unknown,
  size: unknown = 1,
  origin: unknown = '1970-01-01',
): string | undefined {
  const [time, start, unit] = [parse(date), parse(origin), units[nameOf(part)]];
  if (time === undefined || start === undefined || unit === undefined || typeof size !== 'number' || size < 1)
    return undefined;
  const width = unit * size;
  return format(start + Math.floor((time - start) / width) * width);
}

/** @see https://learn.microsoft.com/azure/cosmos-db/nosql/query/system-functions#date-and-time-functions */
export const dateFunctions: FunctionTable = {
  DATETIMEADD: add,
  DATETIMEBIN: bin,
  DATETIMEDIFF: difference,
  DATETIMEPART: partOf,
  DATETIMETOTIMESTAMP: parse,
  DATETIMETOTICKS: (value) => {
    const time = parse(value);
    return time === undefined ? undefined : time * 10_000;
  },
  DATETIMEFROMPARTS: (...parts) => {
    const [year, month, day, hour = 0, minute = 0, second = 0, fraction = 0] = parts as number[];
    if (![year, month, day, hour, minute, second, fraction].every((part) => Number.isInteger(part)))
      return undefined;
    return format(
      Date.UTC(
        year as number,
        (month as number) - 1,
        day,
        hour,
        minute,
        second,
        Math.floor(fraction / 10_000),
      ),
    );
  },
  TICKSTODATETIME: (value) => (typeof value === 'number' ? format(value / 10_000) : undefined),
  TIMESTAMPTODATETIME: (value) => (typeof value === 'number' ? format(value) : undefined),
};
