/** The order of types in ORDER BY, as Cosmos DB sorts them. */
export function typeRank(value: unknown): number {
  if (value === undefined) return 0;
  if (value === null) return 1;
  switch (typeof value) {
    case 'boolean':
      return value ? 3 : 2;
    case 'number':
      return 4;
    case 'string':
      return 5;
    default:
      return Array.isArray(value) ? 6 : 7;
  }
}

/** Orders by code point, as UTF-8 bytes do and UTF-16 units do not. */
function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const x = a.charCodeAt(index);
    const y = b.charCodeAt(index);
    if (x === y) continue;
    const isSurrogateX = x >= 0xd800 && x <= 0xdfff;
    const isSurrogateY = y >= 0xd800 && y <= 0xdfff;
    if (isSurrogateX !== isSurrogateY) return isSurrogateX ? 1 : -1;
    return x - y;
  }
  return a.length - b.length;
}

/** Orders any two values: by type first, then within numbers and strings; others of one type are equal. */
export function compareValues(a: unknown, b: unknown): number {
  const difference = typeRank(a) - typeRank(b);
  if (difference !== 0) return difference;
  if (typeof a === 'number') return a - (b as number);
  if (typeof a === 'string') return compareStrings(a, b as string);
  return 0;
}

/** Whether two values can stand on both sides of `<`: of one type, and neither an array nor an object. */
export function areComparable(a: unknown, b: unknown): boolean {
  const rank = (value: unknown) => (typeof value === 'boolean' ? 2 : typeRank(value));
  return a !== undefined && rank(a) === rank(b) && rank(a) < 6;
}

/** Deep equality of JSON values; the order of properties does not matter. */
export function equalValues(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => equalValues(item, b[index]))
    );
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every(
      (name) =>
        Object.hasOwn(b, name) &&
        equalValues((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]),
    )
  );
}

/** A text that equal values share: JSON with the properties of objects in order. */
export function canonicalText(value: unknown): string {
  if (value === undefined) return 'undefined';
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
