/** Returns a reader of one property that never sees what every object inherits, such as `constructor`. */
export function createPropertyReader(key: string): (object: Readonly<Record<string, unknown>>) => unknown {
  if (!(key in Object.prototype)) return (object) => object[key];
  return (object) => (Object.hasOwn(object, key) ? object[key] : undefined);
}
