import type { ActivityEvent } from './activity-event.ts';
import type { AlertDocument } from './alert-document.ts';
import type { ProgressCache } from './create-progress-cache.ts';
import { evaluateActivityBatch } from './evaluate-activity-batch.ts';
import { evaluateSilence } from './evaluate-silence.ts';
import { type EvaluationStore, maxAlertsPerCommit } from './evaluation-store.ts';
import { compareEvents } from './event-order.ts';
import { type RuleFailureError, RuleFailuresError } from './rule-failures-error.ts';

/** Others changed the user's state each time that this evaluation was to be committed. */
export class EvaluationConflictError extends Error {
  override readonly name = 'EvaluationConflictError';
}

const maxAttempts = 20;

/** Events that are evaluated at a time: more would make the state large while not all that they give rise to is raised. */
const maxEventsAtATime = 100;

interface UserEvaluationDependencies {
  readonly store: EvaluationStore;
  /** Saves rules the way through the recent events. */
  readonly cache: ProgressCache;
  /** Clock, in milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Evaluates events of one user and commits what follows from them: the state is read once and written once, unless there are
 * more alerts than a transaction holds. When somebody else has committed in between, it begins again from what is stored then.
 * A crash at any point leaves all of a commit or nothing, and the same events may be evaluated again: nothing is raised twice.
 * @returns the alerts that this call has raised.
 * @throws {RuleFailuresError} when all is committed but what rules threw at; {EvaluationConflictError} after 20 conflicts in a
 * row; what the store throws.
 */
export async function evaluateUserActivity(
  { store, cache, now }: UserEvaluationDependencies,
  userId: string,
  events: readonly ActivityEvent[],
): Promise<readonly AlertDocument[]> {
  const ordered = events.toSorted(compareEvents);
  const raised: AlertDocument[] = [];
  const failures: RuleFailureError[] = [];
  let committed = 0;
  await untilCommitted(userId, async () => {
    const snapshot = await store.load(userId);
    let { state, etag } = snapshot;
    let progress = cache.get(userId, etag) ?? null;
    let alerts: AlertDocument[] = [];
    let failed: readonly RuleFailureError[] = [];
    let isChanged = false;
    for (let begin = committed; begin < ordered.length; ) {
      const end = Math.min(begin + maxEventsAtATime, ordered.length);
      const evaluation = evaluateActivityBatch({
        ...snapshot,
        state,
        progress,
        events: ordered.slice(begin, end),
        maxAlerts: maxAlertsPerCommit - alerts.length,
        raisedAt: new Date(now()).toISOString(),
      });
      ({ state, progress } = evaluation);
      alerts.push(...evaluation.alerts);
      isChanged ||= evaluation.changed;
      // Events that are not done come again, and their failures with them.
      if (evaluation.isComplete) failed = [...failed, ...evaluation.failures];
      if (evaluation.isComplete) begin = end;
      if (evaluation.isComplete && begin < ordered.length) continue;
      if (isChanged) {
        etag = await store.commit({ state, etag, alerts });
        if (etag === null) return false;
        if (progress) cache.set(userId, etag, progress);
      }
      committed = begin;
      raised.push(...alerts);
      failures.push(...failed);
      alerts = [];
      failed = [];
      isChanged = false;
    }
    return true;
  });
  if (failures.length > 0) throw new RuleFailuresError(failures);
  return raised;
}

/**
 * Raises the alerts of a user for whom something is due by the clock.
 * @returns the alerts that this call has raised.
 * @throws as {@link evaluateUserActivity}.
 */
export async function evaluateUserSilence(
  { store, now }: Pick<UserEvaluationDependencies, 'store' | 'now'>,
  userId: string,
): Promise<readonly AlertDocument[]> {
  let raised: readonly AlertDocument[] = [];
  await untilCommitted(userId, async () => {
    const snapshot = await store.load(userId);
    const { state, alerts, changed } = evaluateSilence({ ...snapshot, now: now() });
    if (changed && (await store.commit({ state, etag: snapshot.etag, alerts })) === null) return false;
    raised = alerts;
    return true;
  });
  return raised;
}

/** Tries again while somebody else is quicker. */
async function untilCommitted(userId: string, commit: () => Promise<boolean>): Promise<void> {
  for (let attempt = 1; attempt <= maxAttempts; attempt++) if (await commit()) return;
  throw new EvaluationConflictError(`User ${userId} is contended.`);
}
