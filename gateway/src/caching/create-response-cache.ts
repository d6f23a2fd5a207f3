import { hash as hashText } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type Audience, audienceOf } from './audience.ts';
import type { CacheMetrics } from './cache-metrics.ts';
import { formatCacheControl } from './cache-policy.ts';
import { assessAge, type CachedAnswer, createETag } from './cached-answer.ts';
import { chooseEncoding } from './compress-answer.ts';
import type { AnswerShelf, FoundAnswer } from './create-answer-shelf.ts';
import { createFlights } from './create-flights.ts';
import type { InvalidationLog } from './create-invalidation-log.ts';
import { createPolicyCollector } from './create-policy-collector.ts';
import { identifyOperation, type OperationIdentity } from './identify-operation.ts';
import { nameCaller, ownerOf } from './name-owner.ts';
import { parseDirectives } from './parse-cache-control.ts';
import type { CacheableRequest, CacheReply, ResponseCache, RunOperation } from './response-cache.ts';

export interface ResponseCacheOptions<Answer> {
  readonly shelf: AnswerShelf;
  readonly log: InvalidationLog;
  /** Names the supergraph in service; undefined while there is none. */
  readonly supergraphId: () => string | undefined;
  /** Headers of requests, in lower case, that subgraphs see beside those of identity and traces. */
  readonly varyBy: readonly string[];
  /** The bytes of an answer that is complete and a success. */
  readonly bodyOf: (answer: Answer) => string | undefined;
  readonly metrics: CacheMetrics;
  /** How long an operation may take that several wait for. */
  readonly timeoutMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

interface Outcome<Answer> {
  readonly answer: Answer;
  readonly isFailure: boolean;
  readonly cacheControl: string | undefined;
  /** Present when it can be kept. */
  readonly kept: { readonly key: string; readonly answer: CachedAnswer } | undefined;
}

const rememberedOperations = 10_000;

/**
 * Creates a cache of whole answers. Whether an operation is public is known when its answer is: until then callers with
 * different tokens do not wait for each other, and nothing that is not public reaches another caller.
 */
export function createResponseCache<Answer>(options: ResponseCacheOptions<Answer>): ResponseCache<Answer> {
  const { shelf, log, supergraphId, varyBy, bodyOf, metrics, timeoutMs, now } = options;
  // By the last answer to each operation.
  const audiences = new LRUCache<string, Audience>({ max: rememberedOperations });
  const flights = createFlights<Outcome<Answer>>();

  async function execute(
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
    if (end === 'unfit' || end === 'answered') audiences.set(identity.operation, audienceOf(policy));
    const body = bodyOf(answer);
    const owner = policy && ownerOf(policy, request);
    if (!policy || body === undefined || owner === undefined) return outcome;
    const tags = cachePolicy.tags();
    const bytes = Buffer.from(body);
    const description = { policy, storedAtMs: startedMs, owner, tags, etag: createETag(bytes) };
    const key = createKey(identity, owner);
    const kept: CachedAnswer = { description, encoding: 'identity', body: bytes };
    // What was read before a change must not outlive it.
    const isValid = () => supergraphId() === ranOn && !log.isInvalidSince(tags, startedMs);
    if (keeps && isValid()) {
      metrics.count('response.stored');
      void shelf.put(key, kept).then(() => (isValid() ? undefined : shelf.remove([key])));
    }
    return { ...outcome, kept: { key, answer: kept } };
  }

  function mayUse({ description: { owner } }: CachedAnswer, request: CacheableRequest): boolean {
    return owner === null || owner === nameCaller(request);
  }

  function replyWith(answer: CachedAnswer): CacheReply<Answer> {
    const { policy, etag } = answer.description;
    const { ageSeconds } = assessAge(answer.description, now());
    return {
      kind: 'kept',
      body: answer.body,
      headers: {
        'cache-control': formatCacheControl(policy),
        age: String(ageSeconds),
        etag,
        ...(answer.encoding !== 'identity' && { 'content-encoding': answer.encoding }),
      },
    };
  }

  async function replyToOutcome(
    { answer, kept, cacheControl }: Outcome<Answer>,
    request: CacheableRequest,
  ): Promise<CacheReply<Answer>> {
    if (!kept) return { kind: 'unkept', answer, cacheControl };
    const encoding = chooseEncoding(request.headers['accept-encoding']);
    return replyWith(await shelf.encode(kept.key, kept.answer, encoding));
  }

  async function find(
    identity: OperationIdentity,
    request: CacheableRequest,
    audience: Audience | undefined,
  ): Promise<FoundAnswer | undefined> {
    const caller = nameCaller(request);
    const keys = [
      ...(audience !== 'alike' ? [createKey(identity, null)] : []),
      ...(audience !== 'everybody' && caller !== undefined ? [createKey(identity, caller)] : []),
    ];
    const found = await shelf.find(keys, chooseEncoding(request.headers['accept-encoding']));
    return found && mayUse(found.answer, request) ? found : undefined;
  }

  return {
    async respond(request, run) {
      const id = supergraphId();
      const identity =
        id === undefined
          ? undefined
          : identifyOperation(request, id, [
              ...varyBy.map((name) => request.headers[name]),
              ...(request.rights ? [request.rights] : []),
            ]);
      const directives = parseDirectives(request.headers['cache-control']);
      const audience = identity && audiences.get(identity.operation);
      if (!identity || isDebugging(request)) {
        metrics.count('response.bypass');
        const cachePolicy = createPolicyCollector({ isAuthorized: true });
        const answer = await run({
          signal: request.openSignal(),
          deadlineMs: request.deadlineMs,
          cachePolicy,
        });
        return { kind: 'unkept', answer, cacheControl: undefined };
      }
      const job = { identity, request, keeps: !directives.has('no-store') };
      const runAlone = async () => {
        const own = { signal: request.openSignal(), deadlineMs: request.deadlineMs };
        return replyToOutcome(await execute(job, run, own), request);
      };
      if (audience === 'nobody' || directives.has('no-cache')) {
        metrics.count('response.bypass');
        return runAlone();
      }
      const found = await find(identity, request, audience);
      const state = found && assessAge(found.answer.description, now()).state;
      // Who comes after a change must not get what was read before it.
      const flightKey = `${log.version} ${createFlightKey(identity, request, audience)}`;
      const fly = (own: AbortSignal) =>
        flights.join(flightKey, own, (shared) =>
          // Whoever comes later has more time than the one who began.
          execute(job, run, { signal: shared, deadlineMs: now() + timeoutMs }),
        );
      if (found && (state === 'fresh' || state === 'stale')) {
        metrics.count(found.isFromProcess ? 'response.hit.process' : 'response.hit.store');
        if (state === 'stale') {
          metrics.count('response.stale');
          fly(AbortSignal.timeout(timeoutMs)).catch(() => undefined);
        }
        return replyWith(found.answer);
      }
      metrics.count('response.miss');
      const signal = request.openSignal();
      if (!job.keeps || signal.aborted) return runAlone();
      const landed = await fly(signal).catch((error: unknown) => {
        if (signal.aborted) return undefined;
        throw error;
      });
      // Others wait on, but a client whose time is up is told what is missing.
      if (landed === undefined) return runAlone();
      const { outcome, isLeader } = landed;
      if (outcome.isFailure && found && state === 'if-error') {
        metrics.count('response.stale');
        return replyWith(found.answer);
      }
      if (isLeader) return replyToOutcome(outcome, request);
      if (outcome.kept && mayUse(outcome.kept.answer, request)) {
        metrics.count('response.shared');
        return replyToOutcome(outcome, request);
      }
      return runAlone();
    },
  };
}

/** Requests for a look inside are answered afresh. */
function isDebugging({ headers }: CacheableRequest): boolean {
  return (
    headers['apollo-cache-debugging'] !== undefined ||
    headers['apollo-expose-query-plan'] !== undefined ||
    headers['apollo-query-plan-experimental'] !== undefined
  );
}

function createKey({ request }: OperationIdentity, owner: string | null): string {
  return owner === null ? `response:${request}` : `response:${hash(`${request} ${owner}`)}`;
}

/** Callers that may get each other's answer; with different tokens they may not, until the operation is known as public. */
function createFlightKey(
  { request }: OperationIdentity,
  { headers }: CacheableRequest,
  audience: Audience | undefined,
): string {
  return audience === 'everybody' ? request : `${request} ${headers['authorization'] ?? ''}`;
}

function hash(text: string): string {
  return hashText('sha256', text, 'base64url');
}
