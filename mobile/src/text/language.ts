import { messages } from './messages.ts';

/** A BCP 47 language tag. */
const locale = Intl.DateTimeFormat().resolvedOptions().locale;
const language = locale.startsWith('de') ? 'de' : 'en';

export type MessageName = keyof typeof messages.en;

/** A message in the user's language, with values in it. */
export function say(name: MessageName, values: Readonly<Record<string, string | number>> = {}): string {
  return messages[language][name].replace(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? ''));
}

const dayMs = 86_400_000;
const startOfDay = (time: number) => new Date(time).setHours(0, 0, 0, 0);

/** The day of a time: today, yesterday, or its date. */
export function formatDay(time: string, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(Date.parse(time))) / dayMs);
  if (days === 0) return say('today');
  if (days === 1) return say('yesterday');
  return new Date(time).toLocaleDateString(locale, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** A time of a day that is known: how long ago within the last hour, the clock before. A phone's wrong clock never says "in". */
export function formatTime(time: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(time)) / 60_000);
  if (minutes < 1) return say('now');
  if (minutes < 60) return say('minutesAgo', { minutes });
  return new Date(time).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
}

export function formatMoment(time: string): string {
  return new Date(time).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
}

export const formatNumber = (value: number) => value.toLocaleString(locale);
