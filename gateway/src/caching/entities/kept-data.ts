import { parseJson } from '../../values/parse-json.ts';
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
  readonly data: Record<string, unknown>;
}

/** Writes kept data as one value of a store. */
export function encodeKeptData(kept: KeptData): Buffer {
  return Buffer.from(JSON.stringify(kept));
}

/** Reads a value of a store; undefined when it is none of ours. */
export function decodeKeptData(value: Buffer): KeptData | undefined {
  try {
    const kept = parseJson(value.toString()) as KeptData;
    const isOurs =
      typeof kept.policy?.maxAgeSeconds === 'number' &&
      typeof kept.storedAtMs === 'number' &&
      Array.isArray(kept.tags) &&
      typeof kept.data === 'object' &&
      kept.data !== null;
    return isOurs ? kept : undefined;
  } catch {
    return undefined;
  }
}
