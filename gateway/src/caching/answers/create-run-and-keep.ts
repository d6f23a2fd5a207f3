import type { InvalidationLog } from '../invalidation/create-invalidation-log.ts';
import { type Audience, audienceOf } from '../policy/audience.ts';
import { formatCacheControl } from '../policy/cache-policy.ts';
import { createPolicyCollector } from '../policy/create-policy-collector.ts';
import type { CacheMetrics } from '../stores/cache-metrics.ts';
import { type CachedAnswer, createETag } from './cached-answer.ts';
import type { AnswerTiers } from './create-answer-tiers.ts';
import { createKey } from './create-key.ts';
import type { OperationIdentity } from './identify-operation.ts';
import { ownerOf } from './name-owner.ts';
import type { CacheableRequest, RunOperation } from './response-cache.ts';

/** What an operation came to, and what of it can be kept. */
export interface Outcome<Answer> {
  readonly answer: Answer;
  readonly isFailure: boolean;
  readonly cacheControl: string | undefined;
  /** Present when it can be kept. */
  readonly kept: { readonly key: string; readonly answer: CachedAnswer } | undefined;
}

export interface RunAndKeepOptions<Answer> {
  readonly tiers: AnswerTiers;
  readonly log: InvalidationLog;
  /** Names the supergraph in service; undefined while there is none. */
  readonly supergraphId: () => string | undefined;
  /** The bytes of an answer that is complete and a success. */
  readonly bodyOf: (answer: Answer) => Buffer | undefined;
  readonly metrics: CacheMetrics;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told who may use an answer, by the operation. */
  readonly onAudience: (operation: string, audience: Audience) => void;
}

/** Creates what runs an operation and keeps its answer, where that may be. */
export function createRunAndKeep<Answer>(options: RunAndKeepOptions<Answer>) {
  const { tiers, log, supergraphId, bodyOf, metrics, now, onAudience } = options;

  return async function runAndKeep(
    { identity, request, keeps }: { identity: OperationIdentity; request: CacheableRequest; keeps: boolean },
    run: RunOperation<Answer>,
    { signal, deadlineMs }: { readonly signal: AbortSignal; readonly deadlineMs: number },
  ): Promise<Outcome<Answer>> {
    const startedMs = now();
    const ranOn = supergraphId();
    const cachePolicy = createPolicyCollector({
      isAuthorized: request.headers['authorization'] !== undefined,
    });
    const answer = await run({ signal, deadlineMs, cachePolicy });
    const policy = cachePolicy.result();
    const end = cachePolicy.endedAs();
    const outcome = {
      answer,
      isFailure: end === 'failed',
      cacheControl: policy && formatCacheControl(policy),
      kept: undefined,
    };
    if (end === 'unfit' || end === 'answered') onAudience(identity.operation, audienceOf(policy));
    const owner = policy && ownerOf(policy, request);
    if (!policy || owner === undefined) return outcome;
    const bytes = bodyOf(answer);
    if (bytes === undefined) return outcome;
    const tags = cachePolicy.tags();
    const description = { policy, storedAtMs: startedMs, owner, tags, etag: createETag(bytes) };
    const key = createKey(identity, owner);
    const kept: CachedAnswer = { description, encoding: 'identity', body: bytes };
    // What was read before a change must not outlive it.
    const isValid = () => supergraphId() === ranOn && !log.isInvalidSince(tags, startedMs);
    if (keeps && isValid()) {
      metrics.count('response.stored');
      void tiers.put(key, kept).then(() => (isValid() ? undefined : tiers.remove([key])));
    }
    return { ...outcome, kept: { key, answer: kept } };
  };
}
