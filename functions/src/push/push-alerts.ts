import type { OutboxDocument } from '@headgate/alerting/outbox-document.ts';
import type { Delivery } from '../evaluate-activity.ts';
import { type PushDependencies, pushEntries } from './push-entries.ts';

/** Tries by the host's retry policy, a few seconds in all: after them what may still succeed is held, and the feed goes on. */
const maxAttempts = 3;

/**
 * Pushes what the outbox holds of a page of the alerts feed.
 * @throws what is to be tried again.
 */
export async function pushAlerts(
  dependencies: PushDependencies,
  { documents, attempt, isLastAttempt }: Delivery,
): Promise<void> {
  const isTriedAgain = attempt < maxAttempts && !isLastAttempt;
  await pushEntries(dependencies, documents.filter(isNew), { attempt, isTriedAgain });
}

function isNew(document: unknown): document is OutboxDocument {
  const { type, push } = document as Partial<OutboxDocument>;
  return type === 'outbox' && push === undefined;
}
