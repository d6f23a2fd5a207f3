import { ExactNumber } from '../../values/exact-number.ts';

/** Whether two values, as JSON.parse makes them, are equal in depth. */
export function isSameData(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one)) return Array.isArray(other) && areSameLists(one, other);
  if (one instanceof ExactNumber) return other instanceof ExactNumber && one.text === other.text;
  if (other instanceof ExactNumber) return false;
  return !Array.isArray(other) && areSameObjects(one as Members, other as Members);
}

type Members = Readonly<Record<string, unknown>>;

function areSameLists(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) if (!isSameData(one[index], other[index])) return false;
  return true;
}

function areSameObjects(one: Members, other: Members): boolean {
  let count = 0;
  for (const key in one) {
    // Every object inherits one under this name, which must not be taken for its own.
    if (key === '__proto__' || !isSameData(one[key], other[key])) return false;
    count += 1;
  }
  // A value is never undefined, so the other has all of these; it must have no more.
  for (const _ in other) count -= 1;
  return count === 0;
}
