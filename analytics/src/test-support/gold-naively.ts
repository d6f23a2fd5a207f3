import type { SampleEvent } from './write-landing.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Gold as anybody would count it by hand: a text for each row. */
export function goldNaively(events: readonly SampleEvent[]): Record<string, string[]> {
  const count = (rows: [key: string, event: SampleEvent][], describe: (events: SampleEvent[]) => unknown[]) =>
    [...Map.groupBy(rows, ([key]) => key)].map(([key, group]) =>
      [key, ...describe(group.map(([, event]) => event))].join('|'),
    );
  const users = (group: SampleEvent[]) => new Set(group.map(({ userId }) => userId)).size;
  const amount = (group: SampleEvent[]) => group.reduce((sum, event) => sum + (event.amount ?? 0), 0);
  const purchases = (group: SampleEvent[]) => group.filter(({ kind }) => kind === 'PURCHASE').length;
  const hourOf = ({ at }: SampleEvent) => iso(Math.floor(at / hourMs) * hourMs);
  const dayOf = ({ at }: SampleEvent) => iso(Math.floor(at / dayMs) * dayMs).slice(0, 10);
  const weekOf = ({ at }: SampleEvent) =>
    iso((Math.floor((Math.floor(at / dayMs) + 3) / 7) * 7 - 3) * dayMs).slice(0, 10);
  const atPlace = events.filter(({ placeId }) => placeId != null);
  return {
    hourly_activity: [
      ...count(
        events.map((event) => [`${hourOf(event)}|${event.kind}|*`, event]),
        (group) => [group.length, users(group), amount(group)],
      ),
      ...count(
        atPlace.map((event) => [`${hourOf(event)}|${event.kind}|${event.placeId}`, event]),
        (group) => [group.length, users(group), amount(group)],
      ),
    ].sort(),
    user_hour: count(
      events.map((event) => [`${hourOf(event)}|${event.userId}|${event.kind}`, event]),
      (group) => [group.length],
    ).sort(),
    place_day: count(
      atPlace.map((event) => [`${dayOf(event)}|${event.placeId}`, event]),
      (group) => [group.length, users(group), purchases(group), amount(group)],
    ).sort(),
    user_week: count(
      events.map((event) => [`${weekOf(event)}|${event.userId}`, event]),
      (group) => [
        group.length,
        purchases(group),
        new Set(group.flatMap(({ placeId }) => placeId ?? [])).size,
        iso(Math.max(...group.map(({ at }) => at))),
      ],
    ).sort(),
  };
}

export const iso = (at: number): string => new Date(at).toISOString();
