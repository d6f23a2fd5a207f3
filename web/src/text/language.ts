import { messages as english, type MessageName, type Messages } from './languages/en.ts';

/** `?lang=de` goes before what the browser says. */
const wanted = new URLSearchParams(location.search).get('lang');

/** The locale of dates and numbers: the first that is one, since systems and addresses name what is none. */
export const locale = [wanted, ...navigator.languages].find(isLocale) ?? 'en';

function isLocale(tag: string | null): tag is string {
  try {
    return tag !== null && Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

/** The direction of the text. */
export const direction = /^(ar|fa|he|ur)\b/.test(locale) ? 'rtl' : 'ltr';

const others: Readonly<Record<string, () => Promise<{ readonly messages: Messages }>>> = {
  de: () => import('./languages/de.ts'),
};
const short = locale.split('-')[0] ?? 'en';
export const language = short in others ? short : 'en';

let messages: Messages = english;

/** Loads what the application says in the reader's language; to be awaited before it says anything. */
export async function loadLanguage(): Promise<void> {
  const other = await others[language]?.();
  if (other) messages = other.messages;
}

/** Says something in the language of the reader. */
export function say(name: MessageName, values: Readonly<Record<string, string | number>> = {}): string {
  return messages[name].replace(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? ''));
}

const dateAndTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const day = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' });
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
const number = new Intl.NumberFormat(locale);

export const formatTime = (time: string) => dateAndTime.format(new Date(time));
export const formatDay = (time: Date) => day.format(time);
export const formatNumber = (value: number) => number.format(value);
/** A day of the week; 0 is Monday. */
export const formatWeekday = (index: number) => weekday.format(new Date(Date.UTC(2024, 0, 1 + index)));
