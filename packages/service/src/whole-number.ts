import { z } from 'zod';

export interface WholeNumberOptions {
  readonly max?: number;
  /** What it is, e.g. `a whole number of bytes`. */
  readonly what?: string;
}

/** A whole number, at least `min`. */
export function wholeNumber(min: number, options: WholeNumberOptions = {}) {
  const { error, max } = describe(min, options);
  return z.number({ error }).int({ error }).min(min, { error }).max(max, { error });
}

/** The same, as text: of an environment variable. */
export function wholeNumberText(min: number, options: WholeNumberOptions = {}) {
  const { error, max } = describe(min, options);
  return z.coerce.number({ error }).int({ error }).min(min, { error }).max(max, { error });
}

function describe(min: number, { max, what = 'a whole number' }: WholeNumberOptions) {
  const error = `expected ${what}${max === undefined ? `, at least ${min}` : ` from ${min} to ${max}`}`;
  return { error, max: max ?? Number.MAX_SAFE_INTEGER };
}
