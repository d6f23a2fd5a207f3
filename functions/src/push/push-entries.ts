import type { OutboxDocument } from '@headgate/alerting/outbox-document.ts';
import { readHubFailure } from '@headgate/push/read-hub-failure.ts';
import { continueTraces } from '@headgate/telemetry/trace-parent.ts';
import type { BuryDocument } from '../dead-letter.ts';
import { isTransient } from '../is-transient.ts';
import { decidePush, type NotificationTarget, type PushDecision } from './decide-push.ts';
import type { PushServices } from './push-services.ts';

export interface PushDependencies {
  readonly push: PushServices;
  readonly bury: BuryDocument;
  /** Clock, in milliseconds since 1970. */
  readonly now: () => number;
}

/** How often it has been tried, and whether it will be again. */
export interface PushAttempt {
  readonly attempt: number;
  /** Whether what fails now, and may succeed soon, is tried again by the caller; else it is held. */
  readonly isTriedAgain: boolean;
}

/** Dead letters of pushes are of this function, which takes their replay. */
export const pushFunctionName = 'push-alerts';

/** Users whose alerts are pushed at the same time. */
const concurrency = 8;
/** What the hub may ask for before the caller's next try is too early, in milliseconds. */
const maxRetryAfterMs = 5_000;
const holdMs = { first: 15_000, most: 15 * 60_000 };

/**
 * Pushes what is to be pushed of outbox entries, each user's in order. What fails delays nothing else: it is tried again
 * by the caller or held, and becomes a dead letter when it can never succeed, or did not within a day and a half.
 * @throws AggregateError of what is to be tried again: what was done by then is not done again.
 */
export async function pushEntries(
  dependencies: PushDependencies,
  entries: readonly OutboxDocument[],
  attempt: PushAttempt,
): Promise<void> {
  const byUser = Map.groupBy(entries, ({ userId }) => userId);
  const targets = findTargets(dependencies, [...byUser.keys()]);
  const failures: unknown[] = [];
  const queue = byUser.values();
  const work = async () => {
    for (const ofUser of queue) {
      for (const entry of ofUser) {
        await continueTraces('push alert', [entry.alert.traceParent], () =>
          pushEntry(dependencies, entry, targets),
        )
          .catch((error: unknown) => settleFailure(dependencies, entry, { ...attempt, error }))
          .catch((error: unknown) => failures.push(error));
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  if (failures.length > 0) {
    throw new AggregateError(failures, `${failures.length} alerts could not be pushed now: ${failures[0]}`);
  }
}

/** Nobody was there to tell how users want to be told: not the fault of any alert. */
class TargetsUnavailableError extends Error {
  override readonly name = 'TargetsUnavailableError';
}

type Targets = Promise<ReadonlyMap<string, NotificationTarget>>;

function findTargets({ push }: PushDependencies, userIds: readonly string[]): Targets {
  const targets = push.findTargets(userIds).catch((cause: unknown) => {
    throw new TargetsUnavailableError(`accounts does not answer: ${cause}`, { cause });
  });
  // Each entry finds out for itself.
  targets.catch(() => undefined);
  return targets;
}

async function pushEntry(
  { push, now }: PushDependencies,
  given: OutboxDocument,
  targets: Targets,
): Promise<void> {
  const target = (await targets).get(given.userId);
  // Most alerts of most systems: they cost the database nothing.
  if (!given.push && isForNobody(decidePush(given.alert, target, now()))) return;
  // The page may be old: it comes again after a crash, and after another entry has failed.
  const current = await push.store.load(given);
  if (!current || isSettled(current.entry, now())) return;
  const { entry, alert } = current;
  const decision = decidePush(alert, target, now());
  const at = new Date(now()).toISOString();
  if (decision.action === 'omit') {
    if (decision.why === 'too late' && entry.push?.phase === 'held' && entry.push.tries > 0) {
      throw new Error(`It could not be pushed in time: ${entry.push.reason}`);
    }
    await push.store.mark(entry, { phase: 'omitted', at, why: decision.why });
  } else if (decision.action === 'hold') {
    await push.store.mark(entry, {
      phase: 'held',
      until: new Date(decision.until).toISOString(),
      tries: 0,
      reason: null,
    });
  } else {
    await push.store.mark(entry, { phase: 'sent', at, notificationId: await push.send(alert) });
  }
}

/** Nobody asks later why it was not pushed. */
function isForNobody(decision: PushDecision): boolean {
  return decision.action === 'omit' && (decision.why === 'channel' || decision.why === 'no devices');
}

/** One that has failed comes again by a replay alone. */
function isSettled({ push }: OutboxDocument, now: number): boolean {
  if (!push || push.phase === 'failed') return false;
  return push.phase !== 'held' || Date.parse(push.until) > now;
}

/** @throws the error, when it is for the caller to try again. */
async function settleFailure(
  { push, bury, now }: PushDependencies,
  entry: OutboxDocument,
  { error, attempt, isTriedAgain }: PushAttempt & { readonly error: unknown },
): Promise<void> {
  const failure = readHubFailure(error);
  const isHub = failure !== undefined && !failure.isPermanent;
  const mayPass = isHub || error instanceof TargetsUnavailableError || isTransient(error);
  const retryAfterMs = failure?.retryAfterMs ?? 0;
  const reason = error instanceof Error ? error.message : String(error);
  if (mayPass && isTriedAgain && retryAfterMs <= maxRetryAfterMs) throw error;
  if (mayPass) {
    const tries = entry.push?.phase === 'held' ? entry.push.tries + 1 : 1;
    const waitMs = Math.max(retryAfterMs, Math.min(holdMs.first * 2 ** (tries - 1), holdMs.most));
    await push.store.mark(entry, {
      phase: 'held',
      until: new Date(now() + waitMs).toISOString(),
      tries,
      reason,
    });
    return;
  }
  await bury({ functionName: pushFunctionName, document: withoutMark(entry), error, attempts: attempt });
  await push.store.mark(entry, { phase: 'failed', at: new Date(now()).toISOString(), reason });
}

/** A dead letter is what the feed gives at first, so that its replay takes it up. */
function withoutMark(entry: OutboxDocument): OutboxDocument {
  if (!entry.push) return entry;
  const { push: _mark, ...document } = entry;
  return document;
}
