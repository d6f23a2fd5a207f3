import type { NormalizedCacheObject } from '@apollo/client';

/** What is read without a network is the head of a list. */
const maxListed = 200;

/** Cuts lists of a cache to their heads, and leaves out the entities that nothing refers to any more. */
export function trimCache(data: NormalizedCacheObject): NormalizedCacheObject {
  const kept: NormalizedCacheObject = {};
  const waiting = ['ROOT_QUERY'];

  function trim(value: unknown): unknown {
    if (Array.isArray(value)) return value.slice(0, maxListed).map(trim);
    if (typeof value !== 'object' || value === null) return value;
    const { __ref: ref } = value as { readonly __ref?: unknown };
    if (typeof ref === 'string') waiting.push(ref);
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, trim(field)]));
  }

  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const entity = data[id];
    if (entity && !(id in kept)) {
      // Marked before its fields are: entities refer to each other in circles.
      kept[id] = entity;
      kept[id] = trim(entity) as typeof entity;
    }
  }
  return kept;
}
