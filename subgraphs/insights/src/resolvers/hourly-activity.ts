import { requireOperator } from '@headgate/identity/require-identity.ts';
import type { HourlyActivity } from '../__generated__/resolvers.ts';
import type { Context } from '../create-context.ts';
import { goldQueries } from '../gold/gold-queries.ts';
import { readSpan, type Span } from './read-span.ts';

interface Counted {
  readonly hour: Date;
  readonly events: number;
  readonly users: number;
}

interface Told {
  readonly hour: Date;
  readonly low: number;
  readonly expected: number;
  readonly high: number;
  readonly method: string;
  readonly error: number;
}

const hourMs = 3_600_000;

/** Every hour of a span with what happened in it and what was told of it, hours without either included. */
export async function hourlyActivity(
  { kind, placeId, ...span }: Span & { kind: string | null; placeId: string | null },
  { identity, gold, now }: Context,
): Promise<HourlyActivity[]> {
  requireOperator(identity);
  const { since, until } = readSpan(span);
  const pinned = await gold();
  const parameters = { since, until, place: placeId ?? '*', kind: kind ?? '*' };
  const [counted, told] = pinned
    ? await Promise.all([
        pinned.query<Counted>(goldQueries.hourly, parameters),
        kind === null ? [] : pinned.query<Told>(goldQueries.forecast, parameters),
      ])
    : [[], []];
  const countedByHour = new Map(counted.map((row) => [row.hour.getTime(), row]));
  const toldByHour = new Map(told.map((row) => [row.hour.getTime(), row]));
  const hours: HourlyActivity[] = [];
  for (let hour = Math.ceil(since.getTime() / hourMs) * hourMs; hour < until.getTime(); hour += hourMs) {
    const found = countedByHour.get(hour);
    const hasBegun = hour <= now();
    hours.push({
      hour: new Date(hour),
      events: hasBegun ? (found?.events ?? 0) : null,
      users: hasBegun && kind !== null ? (found?.users ?? 0) : null,
      forecast: toldByHour.get(hour) ?? null,
    });
  }
  return hours;
}
