import { isExactNumber } from '@headgate/service/is-exact-number.ts';

/** The numbers that a double does not hold, by the object or list that they came in and their name in it. */
const inexact = new WeakMap<object, Map<string, string>>();

/** Notes a member of an object or list as it was written, if it is a number that a double does not hold. */
export function noteNumber(holder: object, name: string, text: string): void {
  if (isExactNumber(text)) return;
  const noted = inexact.get(holder) ?? new Map<string, string>();
  inexact.set(holder, noted.set(name, text));
}

/** Finds a number directly in an object or list that is not what the client wrote: the text of it. */
export function findInexactNumber(holder: object): string | undefined {
  return inexact.get(holder)?.values().next().value;
}
