import { LRUCache } from 'lru-cache';
import { createSingleFlight } from '../../values/create-single-flight.ts';
import type { Audience } from '../policy/audience.ts';
import { formatCacheControl } from '../policy/cache-policy.ts';
import { createPolicyCollector } from '../policy/create-policy-collector.ts';
import { parseDirectives } from '../policy/parse-cache-control.ts';
import { assessAge, type CachedAnswer } from './cached-answer.ts';
import { chooseEncoding } from './compress-answer.ts';
import type { AnswerTiers, FoundAnswer } from './create-answer-tiers.ts';
import { createKey } from './create-key.ts';
import { createRunAndKeep, type Outcome, type RunAndKeepOptions } from './create-run-and-keep.ts';
import { identifyOperation, type OperationIdentity } from './identify-operation.ts';
import { nameCaller } from './name-owner.ts';
import type { CacheableRequest, CacheReply, ResponseCache, RunOperation } from './response-cache.ts';

export interface ResponseCacheOptions<Answer> extends Omit<RunAndKeepOptions<Answer>, 'onAudience'> {
  /** Headers of requests, in lower case, that subgraphs see beside those of identity and traces. */
  readonly varyBy: readonly string[];
  /** How long an operation may take that several wait for. */
  readonly timeoutMs: number;
}

/** What became of an operation that several may have waited for. */
interface Shared<Answer> {
  readonly outcome: Outcome<Answer>;
  /** Whether it was begun for this caller. */
  readonly isLeader: boolean;
}

const rememberedOperations = 10_000;

/**
 * Creates a cache of whole answers. Whether an operation is public is known when its answer is: until then callers with
 * different tokens do not wait for each other, and nothing that is not public reaches another caller.
 */
export function createResponseCache<Answer>(options: ResponseCacheOptions<Answer>): ResponseCache<Answer> {
  const { tiers, log, supergraphId, varyBy, metrics, timeoutMs, now } = options;
  // By the last answer to each operation.
  const audiences = new LRUCache<string, Audience>({ max: rememberedOperations });
  const singleFlight = createSingleFlight<Shared<Answer>>({
    onShared: () => undefined,
    awaitsCancelled: true,
    forOthers: ({ outcome }) => ({ outcome, isLeader: false }),
  });

  const execute = createRunAndKeep({
    ...options,
    onAudience: (operation, audience) => audiences.set(operation, audience),
  });

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
    return replyWith(await tiers.encode(kept.key, kept.answer, encoding));
  }

  return {
    async respond(request, run) {
      const identity = identify(request, supergraphId(), varyBy);
      const directives = parseDirectives(request.headers['cache-control']);
      const audience = identity && audiences.get(identity.operation);
      if (!identity || isDebugging(request)) {
        metrics.count('response.bypass');
        return runUnkept(request, run);
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
      const found = await find(tiers, identity, { request, audience });
      const state = found && assessAge(found.answer.description, now()).state;
      // Who comes after a change must not get what was read before it.
      const sharedKey = createSharedKey(identity, request, audience);
      const runShared = (own: AbortSignal) =>
        singleFlight.join(log.version, sharedKey, own, async ({ signal }) => {
          // Whoever comes later has more time than the one who began.
          const outcome = await execute(job, run, { signal, deadlineMs: now() + timeoutMs });
          return { outcome, isLeader: true };
        });
      if (found && (state === 'fresh' || state === 'stale')) {
        metrics.count(found.isFromProcess ? 'response.hit.process' : 'response.hit.store');
        if (state === 'stale') {
          metrics.count('response.stale');
          runShared(AbortSignal.timeout(timeoutMs)).catch(() => undefined);
        }
        return replyWith(found.answer);
      }
      metrics.count('response.miss');
      const signal = request.openSignal();
      if (!job.keeps || signal.aborted) return runAlone();
      const shared = await runShared(signal).catch((error: unknown) => {
        if (signal.aborted) return undefined;
        throw error;
      });
      // Others wait on, but a client whose time is up is told what is missing.
      if (shared === undefined) return runAlone();
      const { outcome, isLeader } = shared;
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

/** Undefined where there is no supergraph, or nothing that could be found again. */
function identify(
  request: CacheableRequest,
  supergraphId: string | undefined,
  varyBy: readonly string[],
): OperationIdentity | undefined {
  if (supergraphId === undefined) return undefined;
  return identifyOperation(request, supergraphId, [
    ...varyBy.map((name) => request.headers[name]),
    ...(request.rights ? [request.rights] : []),
  ]);
}

/** Runs an operation of which nothing is looked up, and nothing kept. */
async function runUnkept<Answer>(
  request: CacheableRequest,
  run: RunOperation<Answer>,
): Promise<CacheReply<Answer>> {
  const cachePolicy = createPolicyCollector({ isAuthorized: true });
  const answer = await run({ signal: request.openSignal(), deadlineMs: request.deadlineMs, cachePolicy });
  return { kind: 'unkept', answer, cacheControl: undefined };
}

/** Finds an answer that the caller may use. */
async function find(
  tiers: AnswerTiers,
  identity: OperationIdentity,
  { request, audience }: { readonly request: CacheableRequest; readonly audience: Audience | undefined },
): Promise<FoundAnswer | undefined> {
  const caller = nameCaller(request);
  const keys = [
    ...(audience !== 'alike' ? [createKey(identity, null)] : []),
    ...(audience !== 'everybody' && caller !== undefined ? [createKey(identity, caller)] : []),
  ];
  const found = await tiers.find(keys, chooseEncoding(request.headers['accept-encoding']));
  return found && mayUse(found.answer, request) ? found : undefined;
}

function mayUse({ description: { owner } }: CachedAnswer, request: CacheableRequest): boolean {
  return owner === null || owner === nameCaller(request);
}

/** Requests for a look inside are answered afresh. */
function isDebugging({ headers }: CacheableRequest): boolean {
  return (
    headers['apollo-cache-debugging'] !== undefined ||
    headers['headgate-expose-cost'] !== undefined ||
    headers['apollo-expose-query-plan'] !== undefined ||
    headers['apollo-query-plan-experimental'] !== undefined
  );
}

/** Callers that may get each other's answer; with different tokens they may not, until the operation is known as public. */
function createSharedKey(
  { request }: OperationIdentity,
  { headers }: CacheableRequest,
  audience: Audience | undefined,
): string {
  return audience === 'everybody' ? request : `${request} ${headers['authorization'] ?? ''}`;
}
