import type { ActivityEvent } from './activity-event.ts';
import type { AlertDocument } from './alert-document.ts';
import { type BatchEvaluation, evaluateActivityBatch } from './evaluate-activity-batch.ts';
import { evaluateSilence } from './evaluate-silence.ts';
import { type EvaluationStore, maxAlertsPerCommit, type UserSnapshot } from './evaluation-store.ts';
import { compareEvents } from './event-order.ts';

/** Others changed the user's state each time that this evaluation was to be committed. */
export class EvaluationConflictError extends Error {
  override readonly name = 'EvaluationConflictError';
}

const maxAttempts = 20;

/** Events of one commit: more would make the state document large when they all come at once. */
const maxEventsPerCommit = 100;

interface UserEvaluationDependencies {
  readonly store: EvaluationStore;
  /** Clock, in milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Evaluates events of one user and commits what follows from them. When somebody else has committed in between, it begins
 * again from what is stored then. A crash at any point leaves all of a commit or nothing, and the same events may be
 * evaluated again: nothing is raised twice.
 * @returns the alerts that this call has raised.
 * @throws {EvaluationConflictError} after 20 conflicts in a row; what the store throws.
 */
export async function evaluateUserActivity(
  { store, now }: UserEvaluationDependencies,
  userId: string,
  events: readonly ActivityEvent[],
): Promise<readonly AlertDocument[]> {
  const raised: AlertDocument[] = [];
  const ordered = events.toSorted(compareEvents);
  let begin = 0;
  while (begin < ordered.length) {
    const end = begin + maxEventsPerCommit;
    const isComplete = await commitEvaluation(store, userId, raised, (snapshot) =>
      evaluateActivityBatch({
        ...snapshot,
        events: ordered.slice(begin, end),
        maxAlerts: maxAlertsPerCommit,
        raisedAt: new Date(now()).toISOString(),
      }),
    );
    if (isComplete) begin = end;
  }
  return raised;
}

/**
 * Raises the alerts of a user for whom something is due by the clock.
 * @returns the alerts that this call has raised.
 * @throws as {@link evaluateUserActivity}.
 */
export async function evaluateUserSilence(
  { store, now }: UserEvaluationDependencies,
  userId: string,
): Promise<readonly AlertDocument[]> {
  const raised: AlertDocument[] = [];
  await commitEvaluation(store, userId, raised, (snapshot) => evaluateSilence({ ...snapshot, now: now() }));
  return raised;
}

async function commitEvaluation(
  store: EvaluationStore,
  userId: string,
  raised: AlertDocument[],
  evaluate: (snapshot: UserSnapshot) => BatchEvaluation,
): Promise<boolean> {
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const snapshot = await store.load(userId);
    const { state, alerts, changed, isComplete } = evaluate(snapshot);
    if (!changed) return isComplete;
    if (await store.commit({ state, etag: snapshot.etag, alerts })) {
      raised.push(...alerts);
      return isComplete;
    }
  }
  throw new EvaluationConflictError(`User ${userId} is contended.`);
}
