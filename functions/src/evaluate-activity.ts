import { type ActivityEvent, activityEventSchema } from '@headgate/alerting/activity-event.ts';
import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import { RuleFailuresError } from '@headgate/alerting/rule-failures-error.ts';
import { continueTraces } from '@headgate/telemetry/trace-parent.ts';
import { z } from 'zod';
import type { BuryDocument } from './dead-letter.ts';
import { isTransient } from './is-transient.ts';

export interface EvaluateActivityDependencies {
  /** Evaluates events of one user. */
  readonly evaluate: (userId: string, events: readonly ActivityEvent[]) => Promise<readonly AlertDocument[]>;
  readonly bury: BuryDocument;
}

/** A batch of the change feed, and how often it has been tried before. */
export interface Delivery {
  readonly documents: readonly unknown[];
  readonly functionName: string;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Whether no further try follows: what fails now would be lost. */
  readonly isLastAttempt: boolean;
}

interface Entry {
  readonly document: unknown;
  readonly event: ActivityEvent;
}

/** Users whose events are evaluated at the same time. */
const concurrency = 8;

/**
 * Evaluates a page of the activity feed, user by user. A document that can never be evaluated, and one that a rule throws at,
 * becomes a dead letter and delays nothing else; what fails for a reason that passes fails the whole, to be tried again, and on the last attempt
 * becomes a dead letter too.
 * @throws AggregateError of what was transient.
 */
export async function evaluateActivity(
  dependencies: EvaluateActivityDependencies,
  delivery: Delivery,
): Promise<void> {
  const entriesByUser = Map.groupBy(await readEntries(dependencies, delivery), ({ event }) => event.userId);
  const failures: unknown[] = [];
  const queue = entriesByUser.entries();
  const work = async () => {
    for (const [userId, entries] of queue) {
      await evaluateUser(dependencies, delivery, userId, entries).catch((error) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  if (failures.length > 0) throw new AggregateError(failures, describeFailures(failures));
}

async function readEntries(
  { bury }: EvaluateActivityDependencies,
  { documents, functionName, attempt }: Delivery,
): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (const document of documents) {
    const result = activityEventSchema.safeParse(document);
    if (result.success) entries.push({ document, event: result.data });
    else {
      const error = new TypeError(z.prettifyError(result.error));
      await bury({ functionName, document, error, attempts: attempt });
    }
  }
  return entries;
}

async function evaluateUser(
  { evaluate, bury }: EvaluateActivityDependencies,
  { functionName, attempt, isLastAttempt }: Delivery,
  userId: string,
  entries: readonly Entry[],
): Promise<void> {
  const buryAll = async (dead: readonly Entry[], error: unknown) => {
    for (const { document } of dead) await bury({ functionName, document, error, attempts: attempt });
  };
  try {
    const events = entries.map(({ event }) => event);
    const traceParents = events.map(({ traceParent }) => traceParent);
    await continueTraces('evaluate activity', traceParents, () => evaluate(userId, events));
  } catch (error) {
    if (error instanceof RuleFailuresError) {
      const failuresByEvent = Map.groupBy(error.errors, ({ eventId }) => eventId);
      for (const entry of entries) {
        const failures = failuresByEvent.get(entry.event.id);
        if (failures)
          await buryAll([entry], failures.length > 1 ? new RuleFailuresError(failures) : failures[0]);
      }
    } else if (isTransient(error)) {
      if (!isLastAttempt) throw error;
      await buryAll(entries, error);
    } else if (entries.length === 1) {
      await buryAll(entries, error);
    } else {
      // One of them is poison: alone, it does not take the others with it.
      const single = { functionName, attempt, isLastAttempt, documents: [] };
      for (const entry of entries) await evaluateUser({ evaluate, bury }, single, userId, [entry]);
    }
  }
}

function describeFailures(failures: readonly unknown[]): string {
  const messages = new Set(failures.map((error) => (error instanceof Error ? error.message : String(error))));
  return `${failures.length} users could not be evaluated now: ${[...messages].join('; ')}`;
}
