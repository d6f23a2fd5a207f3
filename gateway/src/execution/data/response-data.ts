import { ExactNumber } from '../../values/exact-number.ts';

/** An object of a subgraph's answer, under the response keys of the plan. */
export type DataObject = Record<string, unknown>;

export type PathElement = string | number;

/** No type has so many lists around it; following deeper ones, which a broken subgraph can send, takes a call for each. */
export const maxListLevels = 100;

/** Whether a JSON value is an object. */
export function isDataObject(value: unknown): value is DataObject {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)
  );
}

/** Returns a reader of one property that never sees what every object inherits, such as `constructor`. */
export function createPropertyReader(key: string): (object: DataObject) => unknown {
  if (!(key in Object.prototype)) return (object) => object[key];
  return (object) => (Object.hasOwn(object, key) ? object[key] : undefined);
}

/** Sets a property whatever its name: assigning to `__proto__` would replace the prototype. */
export function setProperty(object: DataObject, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[name] = value;
  }
}
