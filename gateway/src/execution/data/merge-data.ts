import { type DataObject, isDataObject } from './response-data.ts';

/**
 * Merges an answer into what other fetches brought, in place. Values of the source become part of the target without
 * a copy. The name of an object type is never replaced by that of the interface which another subgraph knows it by.
 */
export function mergeData(
  target: DataObject,
  source: DataObject,
  isObjectType: (name: string) => boolean,
): void {
  for (const key in source) {
    // JSON can hold this key, and assigning to it would replace the prototype.
    if (key === '__proto__') continue;
    const incoming = source[key];
    const existing = target[key];
    if (existing === undefined || existing === null || typeof existing === 'function') {
      target[key] = incoming;
    } else if (key === '__typename') {
      if (typeof existing !== 'string' || !isObjectType(existing)) target[key] = incoming;
    } else if (typeof existing === 'object' && existing !== incoming) {
      target[key] = mergeValues(existing, incoming, isObjectType);
    }
  }
}

/** Returns the existing value with the incoming one merged into it; what does not fit is left out. */
function mergeValues(existing: unknown, incoming: unknown, isObjectType: (name: string) => boolean): unknown {
  if (existing === null || existing === undefined) return incoming;
  if (Array.isArray(existing)) {
    if (Array.isArray(incoming) && incoming.length === existing.length) {
      for (const [index, value] of incoming.entries()) {
        existing[index] = mergeValues(existing[index], value, isObjectType);
      }
    }
  } else if (isDataObject(existing) && isDataObject(incoming)) {
    mergeData(existing, incoming, isObjectType);
  }
  return existing;
}
