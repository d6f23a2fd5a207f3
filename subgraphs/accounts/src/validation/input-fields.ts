import { degrees } from '@headgate/input-rules/degrees.ts';
import { name } from '@headgate/input-rules/name.ts';
import { z } from 'zod';
import { canonicalLocale } from './canonical-locale.ts';
import { isTimeZone } from './is-time-zone.ts';

const emailError = 'expected an email address such as ada@example.com, of up to 254 characters';

/** In lower case afterwards, since accounts must not differ by case alone. */
export const email = z
  .string({ error: emailError })
  .toLowerCase()
  .max(254, { error: emailError })
  .pipe(z.email({ error: emailError }));

export const displayName = name(100);

export const deviceName = name(100);

export const placeName = name(100);

const localeError = 'expected a BCP 47 language tag such as en or pt-BR';

/** In canonical form afterwards, e.g. `en-GB` for `en-gb`. */
export const locale = z
  .string({ error: localeError })
  .transform(canonicalLocale)
  .pipe(z.string({ error: localeError }));

const timeZoneError = 'expected an IANA time zone such as Europe/Berlin';

export const timeZone = z.string({ error: timeZoneError }).refine(isTimeZone, { error: timeZoneError });

const timeOfDayError = 'expected a time of day as HH:MM, from 00:00 to 23:59';

export const timeOfDay = z
  .string({ error: timeOfDayError })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: timeOfDayError });

/** What push services give out is ASCII; the length is what an index can hold. */
const pushHandleError = 'expected 1 to 2,000 printable ASCII characters';

export const pushHandle = z
  .string({ error: pushHandleError })
  .regex(/^[\x20-\x7e]{1,2000}$/, { error: pushHandleError });

export const geoPoint = z.object({ latitude: degrees(90), longitude: degrees(180) });

const radiusError = 'expected metres, from 10 to 100,000';

export const radiusMeters = z
  .number({ error: radiusError })
  .min(10, { error: radiusError })
  .max(100_000, { error: radiusError });

/** Half of the earth's circumference: everything is nearer. */
const farthestMeters = 20_037_509;
const withinError = 'expected metres, more than 0 and up to half of the earth’s circumference';

export const withinMeters = z
  .number({ error: withinError })
  .positive({ error: withinError })
  .max(farthestMeters, { error: withinError });
