import type { CachePolicy } from '../policy/cache-policy.ts';

/** An entity, or the root fields of one fetch, as a subgraph sent them. */
export interface KeptData {
  readonly policy: CachePolicy;
  /** Whether the policy is that of hints alone, since the subgraph said nothing. */
  readonly isHinted: boolean;
  /** When the subgraph was asked, in milliseconds since 1970. */
  readonly storedAtMs: number;
  /** Whose it is; null when it is everybody's. */
  readonly owner: string | null;
  readonly tags: readonly string[];
  /** As JSON. */
  readonly data: Buffer;
}

/** JSON on one line has none. */
const lineFeed = 10;

/** Writes kept data as one value of a store: what is known of it on a line, then the data. */
export function encodeKeptData({ data, ...known }: KeptData): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify(known)}\n`), data]);
}

/** Reads a value of a store; undefined when it is none of ours. */
export function decodeKeptData(value: Buffer): KeptData | undefined {
  const end = value.indexOf(lineFeed);
  try {
    const known = JSON.parse(value.toString('utf8', 0, Math.max(end, 0))) as Omit<KeptData, 'data'>;
    const isOurs =
      typeof known.policy?.maxAgeSeconds === 'number' &&
      typeof known.storedAtMs === 'number' &&
      Array.isArray(known.tags) &&
      // An object of JSON.
      value[end + 1] === 0x7b;
    return isOurs ? { ...known, data: value.subarray(end + 1) } : undefined;
  } catch {
    return undefined;
  }
}
