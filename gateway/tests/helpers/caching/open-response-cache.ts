import { createAnswerTiers } from '../../../src/caching/answers/create-answer-tiers.ts';
import { createProcessTier } from '../../../src/caching/answers/create-process-tier.ts';
import { createResponseCache } from '../../../src/caching/answers/create-response-cache.ts';
import type {
  CacheableRequest,
  CacheReply,
  RunOperation,
} from '../../../src/caching/answers/response-cache.ts';
import { createInvalidationLog } from '../../../src/caching/invalidation/create-invalidation-log.ts';
import type { OperationEnd } from '../../../src/caching/policy/create-policy-collector.ts';
import type { CacheStore } from '../../../src/caching/stores/cache-store.ts';
import { createMemoryStore } from '../../../src/caching/stores/create-memory-store.ts';
import { collectEvents } from './collect-events.ts';

/** What the operation does when it is run. */
export interface TestRun {
  /** `Cache-Control` of the one subgraph; none when undefined. */
  readonly cacheControl?: string | undefined;
  readonly body?: string;
  readonly end?: OperationEnd;
  /** Awaited before the answer. */
  readonly until?: Promise<unknown> | undefined;
}

export interface TestCache {
  /** Asks as somebody; the answer's bytes as text, how it came about, and its headers. */
  ask(
    run: TestRun,
    request?: Partial<CacheableRequest>,
  ): Promise<{ readonly body: string; readonly kind: string; readonly headers: Record<string, string> }>;
  /** How often an operation was run. */
  runs(): number;
  /** Resolves when the next run has begun. */
  begun(): Promise<AbortSignal>;
  /** Milliseconds. */
  advance(ms: number): void;
  invalidate(tags: readonly string[]): void;
  reload(): void;
  readonly events: ReturnType<typeof collectEvents>;
  readonly store: CacheStore;
}

const answered: OperationEnd = { kind: 'answered', hint: 'none', isRestricted: false, types: ['Product'] };

/** Opens a response cache with a clock of its own, before operations that do as they are told. */
export function openResponseCache(store: CacheStore = createMemoryStore({ maxBytes: 1_000_000 })): TestCache {
  const events = collectEvents();
  let nowMs = 1_700_000_000_000;
  let runs = 0;
  let supergraph = 1;
  let begun = Promise.withResolvers<AbortSignal>();
  const now = () => nowMs;
  const { metrics } = events;
  const log = createInvalidationLog({ now, memoryMs: 120_000 });
  const processTier = createProcessTier({ maxBytes: 1_000_000, now });
  const tiers = createAnswerTiers({
    store,
    processTier,
    isProcessTierValid: () => true,
    log,
    metrics,
    now,
  });
  const cache = createResponseCache<string>({
    tiers,
    log,
    supergraphId: () => `supergraph ${supergraph}`,
    varyBy: ['x-tenant'],
    bodyOf: (answer) => Buffer.from(answer),
    metrics,
    timeoutMs: 60_000,
    now,
  });

  function createRun({ cacheControl, body, end = answered, until }: TestRun): RunOperation<string> {
    return async ({ signal, cachePolicy }) => {
      runs += 1;
      const answer = body ?? `answer ${runs}`;
      begun.resolve(signal);
      begun = Promise.withResolvers();
      await until;
      cachePolicy?.add({
        subgraph: 'shop',
        headers: cacheControl === undefined ? {} : { 'cache-control': cacheControl },
      });
      cachePolicy?.finish(end);
      return answer;
    };
  }

  function describe(reply: CacheReply<string>) {
    return reply.kind === 'kept'
      ? { kind: reply.kind, body: reply.body.toString(), headers: { ...reply.headers } }
      : { kind: reply.kind, body: reply.answer, headers: {} };
  }

  return {
    ask: async (run, request) =>
      describe(
        await cache.respond(
          {
            query: '{ products { name } }',
            caller: null,
            headers: {},
            openSignal: () => new AbortController().signal,
            deadlineMs: nowMs + 60_000,
            ...request,
          },
          createRun(run),
        ),
      ),
    runs: () => runs,
    begun: () => begun.promise,
    advance(ms) {
      nowMs += ms;
    },
    invalidate(tags) {
      log.note(tags);
      processTier.invalidate(new Set(tags));
      void store.invalidate(tags);
    },
    reload() {
      supergraph += 1;
    },
    events,
    store,
  };
}
