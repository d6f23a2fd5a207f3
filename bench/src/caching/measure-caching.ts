import { startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { type EntityResult, measureEntities } from './measure-entities.ts';
import { type HitResult, measureLargeHits, measureSmallHits } from './measure-hits.ts';
import { type InvalidationResult, measureInvalidation } from './measure-invalidation.ts';

/** Names of the parts, for those who want only some. */
export const cachingParts = ['large', 'small', 'entities', 'invalidation'] as const;

export interface CachingOptions {
  /** Names of parts; empty for all. */
  readonly only: readonly string[];
  readonly rounds: number;
  readonly durationMs: number;
  readonly onProgress: (text: string) => void;
}

/** What was measured; what was left out is undefined. */
export interface CachingResults {
  readonly large?: HitResult | undefined;
  readonly small?: HitResult | undefined;
  readonly entities?: EntityResult | undefined;
  readonly invalidation?: InvalidationResult | undefined;
}

/** Measures what kept answers cost, all with one Redis of the benchmark's own. */
export async function measureCaching(options: CachingOptions): Promise<CachingResults> {
  const { only, onProgress } = options;
  const isWanted = (part: (typeof cachingParts)[number]) => only.length === 0 || only.includes(part);
  await using redis = await startRedis();
  const withRedis = { ...options, redisUrl: redis.url };
  onProgress('starting');
  const large = isWanted('large') ? await measureLargeHits(withRedis) : undefined;
  const small = isWanted('small') ? await measureSmallHits(withRedis) : undefined;
  onProgress('entities');
  const entities = isWanted('entities') ? await measureEntities(redis.url) : undefined;
  const invalidation = isWanted('invalidation') ? await measureInvalidation(withRedis) : undefined;
  return { large, small, entities, invalidation };
}
