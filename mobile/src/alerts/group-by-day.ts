import type { AlertRowFragment } from '@headgate/clients/__generated__/graphql.ts';
import { formatDay } from '../text/language.ts';

export interface Day {
  readonly title: string;
  readonly data: AlertRowFragment[];
}

/** Alerts of each day together, in the order they come in. */
export function groupByDay(alerts: readonly AlertRowFragment[], now: number): readonly Day[] {
  const days = new Map<string, Day>();
  for (const alert of alerts) {
    const title = formatDay(alert.raisedAt, now);
    const day = days.get(title) ?? { title, data: [] };
    day.data.push(alert);
    days.set(title, day);
  }
  return [...days.values()];
}
