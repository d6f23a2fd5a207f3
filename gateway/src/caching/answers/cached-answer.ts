import { createHash } from 'node:crypto';
import type { CachePolicy } from '../policy/cache-policy.ts';

/** What is known of a kept answer besides its bytes. */
export interface AnswerDescription {
  readonly policy: CachePolicy;
  /** When it was made, in milliseconds since 1970. */
  readonly storedAtMs: number;
  /** Whose it is; null when it is everybody's. */
  readonly owner: string | null;
  readonly tags: readonly string[];
  /** Entity tag, quoted and weak: the same for every encoding. */
  readonly etag: string;
}

export type Encoding = 'identity' | 'gzip' | 'br';

/** A kept answer in one encoding. */
export interface CachedAnswer {
  readonly description: AnswerDescription;
  readonly encoding: Encoding;
  readonly body: Buffer;
}

const magic = Buffer.from('HG1');
const headerOffset = magic.length + 4;

/** Names the content of a body. */
export function createETag(body: Buffer): string {
  return `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
}

/** Writes an answer as one value of a store: a mark, the length of the description, the description, the body. */
export function encodeAnswer({ description, encoding, body }: CachedAnswer): Buffer {
  const header = Buffer.from(JSON.stringify({ ...description, encoding }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  return Buffer.concat([magic, length, header, body]);
}

/** Reads a value of a store; undefined when it is none of ours. */
export function decodeAnswer(value: Buffer): CachedAnswer | undefined {
  if (value.length < headerOffset || !value.subarray(0, magic.length).equals(magic)) return undefined;
  const bodyOffset = headerOffset + value.readUInt32BE(magic.length);
  if (bodyOffset > value.length) return undefined;
  try {
    const { encoding, ...description } = JSON.parse(value.toString('utf8', headerOffset, bodyOffset));
    if (typeof description.storedAtMs !== 'number' || typeof description.policy !== 'object')
      return undefined;
    return { description, encoding, body: value.subarray(bodyOffset) };
  } catch {
    return undefined;
  }
}

/** How old an answer is, and what it may be used for at that age. */
export function assessAge(
  { policy, storedAtMs }: AnswerDescription,
  nowMs: number,
): { readonly ageSeconds: number; readonly state: 'fresh' | 'stale' | 'if-error' | 'over' } {
  const ageMs = Math.max(0, nowMs - storedAtMs);
  const overdueMs = ageMs - policy.maxAgeSeconds * 1_000;
  const ageSeconds = Math.floor(ageMs / 1_000);
  if (overdueMs < 0) return { ageSeconds, state: 'fresh' };
  if (overdueMs < policy.staleWhileRevalidateSeconds * 1_000) return { ageSeconds, state: 'stale' };
  if (overdueMs < policy.staleIfErrorSeconds * 1_000) return { ageSeconds, state: 'if-error' };
  return { ageSeconds, state: 'over' };
}

/** How long a store is to keep an answer from now on, in milliseconds. */
export function keepForMs({ policy, storedAtMs }: AnswerDescription, nowMs: number): number {
  const staleSeconds = Math.max(policy.staleWhileRevalidateSeconds, policy.staleIfErrorSeconds);
  return storedAtMs + (policy.maxAgeSeconds + staleSeconds) * 1_000 - nowMs;
}
