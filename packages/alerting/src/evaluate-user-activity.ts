import type { ActivityEvent } from './activity-event.ts';
import type { AlertDocument } from './alert-document.ts';
import { evaluateActivityBatch } from './evaluate-activity-batch.ts';
import { type EvaluationStore, maxAlertsPerCommit } from './evaluation-store.ts';
import { compareEvents } from './event-order.ts';

/** Others changed the user's state each time that this evaluation was to be committed. */
export class EvaluationConflictError extends Error {
  override readonly name = 'EvaluationConflictError';
}

const maxAttempts = 20;

/**
 * Evaluates events of one user, in the order in which they happened, and commits what follows from them.
 * When somebody else has committed in between, it begins again from what is stored then.
 * A crash at any point leaves all of a commit or nothing, and the same events may be evaluated again: nothing is raised twice.
 * @returns the alerts that this call has raised.
 * @throws {EvaluationConflictError} after 20 conflicts in a row; what the store throws.
 */
export async function evaluateUserActivity(
  dependencies: { readonly store: EvaluationStore; readonly now: () => number },
  userId: string,
  events: readonly ActivityEvent[],
): Promise<readonly AlertDocument[]> {
  const { store, now } = dependencies;
  const raised: AlertDocument[] = [];
  let rest = events.toSorted(compareEvents);
  let attempts = 0;
  while (rest.length > 0) {
    const { rules, state, etag } = await store.load(userId);
    const evaluation = evaluateActivityBatch({
      rules,
      state,
      events: rest,
      maxAlerts: maxAlertsPerCommit,
      raisedAt: new Date(now()).toISOString(),
    });
    const { alerts, changed, evaluated } = evaluation;
    if (changed && !(await store.commit({ state: evaluation.state, etag, alerts }))) {
      if (++attempts === maxAttempts) throw new EvaluationConflictError(`User ${userId} is contended.`);
      continue;
    }
    raised.push(...alerts);
    rest = rest.slice(evaluated);
    attempts = 0;
  }
  return raised;
}
