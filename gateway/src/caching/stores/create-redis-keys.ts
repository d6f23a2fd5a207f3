import { crc32 } from 'node:zlib';
import type { TagSet } from '../invalidation/drop-tagged.ts';

/** How a store names what it keeps in Redis. */
export interface RedisKeys {
  nameOf(key: string): string;
  setOf(tag: string): TagSet;
  /** Parts of names that one command may take. */
  group(names: readonly string[]): readonly (readonly string[])[];
}

/** Keys of one command: more would keep Redis from its other clients for too long. */
const maxKeysPerCommand = 1_000;
/** Slots of a cluster that values are spread over: few enough to find several keys in one, many enough for many nodes. */
const slotCount = 256;

/** Names keys; in a cluster so that the keys of one command can be of one slot. */
export function createRedisKeys(options: { readonly prefix: string; readonly cluster: boolean }): RedisKeys {
  const { prefix, cluster } = options;
  const slotStart = prefix.length + 1;
  return {
    nameOf: (key) => (cluster ? `${prefix}{${crc32(key) % slotCount}}:${key}` : prefix + key),
    setOf(tag) {
      const set = `${prefix}tag:{${tag.replaceAll('}', '%7D')}}`;
      return { set, taken: `${set}:taken` };
    },
    group(names) {
      if (!cluster) return chunk(names);
      const slots = Map.groupBy(names, (name) => name.slice(slotStart, name.indexOf('}', slotStart)));
      return [...slots.values()].flatMap(chunk);
    },
  };
}

function chunk(names: readonly string[]): (readonly string[])[] {
  if (names.length <= maxKeysPerCommand) return [names];
  const parts: (readonly string[])[] = [];
  for (let at = 0; at < names.length; at += maxKeysPerCommand) {
    parts.push(names.slice(at, at + maxKeysPerCommand));
  }
  return parts;
}
