import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import type { OutboxDocument } from '@headgate/alerting/outbox-document.ts';
import { continueTraces } from '@headgate/telemetry/trace-parent.ts';
import type { BuryDocument } from './dead-letter.ts';
import type { Delivery } from './evaluate-activity.ts';

export interface DispatchAlertsDependencies {
  /** Publishes alerts in the order given, once or more often. */
  readonly publish: (alerts: readonly AlertDocument[]) => Promise<void>;
  readonly markSent: (entries: readonly OutboxDocument[]) => Promise<void>;
  readonly bury: BuryDocument;
  /** Told of each new alert when it is published. */
  readonly observeAge: (alert: Pick<AlertDocument, 'raisedAt'>) => void;
}

/**
 * Publishes what the outbox holds of a page of the alerts feed, and alerts that were acknowledged or resolved. A crash between publishing and marking publishes again:
 * readers know an alert by its sequence.
 * @throws what failed, to be tried again; on the last attempt what was not sent becomes dead letters instead.
 */
export async function dispatchAlerts(
  { publish, markSent, bury, observeAge }: DispatchAlertsDependencies,
  { documents, functionName, attempt, isLastAttempt }: Delivery,
): Promise<void> {
  const entries = documents.filter(isUnsent);
  const news = documents.filter((document) => isUnsent(document) || isChanged(document));
  if (news.length === 0) return;
  try {
    const alerts = news.map((document) => (document.type === 'outbox' ? document.alert : document));
    const traceParents = alerts.map(({ traceParent }) => traceParent);
    await continueTraces('publish alerts', traceParents, () => publish(alerts));
    for (const { alert } of entries) observeAge(alert);
    await markSent(entries);
  } catch (error) {
    if (!isLastAttempt) throw error;
    for (const document of news) await bury({ functionName, document, error, attempts: attempt });
  }
}

function isUnsent(document: unknown): document is OutboxDocument {
  const { type, sentAt } = document as Partial<OutboxDocument>;
  return type === 'outbox' && sentAt === null;
}

function isChanged(document: unknown): document is AlertDocument {
  const { type, status } = document as Partial<AlertDocument>;
  return type === 'alert' && status !== 'RAISED';
}
