import { z } from 'zod';

/** A number from `min` to `max`; `what` says of what, for whoever gets it wrong. */
export function between(min: number, max: number, what: string) {
  const error = `expected ${what} from ${min.toLocaleString('en')} to ${max.toLocaleString('en')}`;
  return z.number({ error }).min(min, { error }).max(max, { error });
}
