import { ExactNumber } from './exact-number.ts';

/** Copies a value that {@link parseJson} made, in depth. */
export function cloneJson<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return value;
  if (Array.isArray(value)) return value.map(cloneJson) as Value;
  const copy: Record<string, unknown> = {};
  for (const key in value) {
    // Assigning to this name would replace the prototype.
    if (key === '__proto__') Object.defineProperty(copy, key, describe(cloneJson(value[key])));
    else copy[key] = cloneJson(value[key]);
  }
  return copy as Value;
}

function describe(value: unknown): PropertyDescriptor {
  return { value, enumerable: true, configurable: true, writable: true };
}
