import type { Container } from '@azure/cosmos';
import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import { createCosmosEvaluationStore } from '@headgate/alerting/create-cosmos-evaluation-store.ts';

/** An alert as the functions raise it. */
export function sampleAlert(
  userId: string,
  sequence: number,
  changes: Partial<AlertDocument> = {},
): AlertDocument {
  return {
    type: 'alert',
    id: `${userId}-${sequence}`,
    userId,
    sequence,
    ruleId: 'rule-1',
    ruleVersion: 1,
    activityId: `event-${sequence}`,
    severity: 'INFO',
    status: 'RAISED',
    message: `alert ${sequence}`,
    raisedAt: new Date(Date.UTC(2026, 2, 1, 0, sequence)).toISOString(),
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    ...changes,
  };
}

/** Raises `count` alerts of a user, as evaluation does: after those that are there, in one transaction. */
export async function raiseAlerts(
  container: Container,
  userId: string,
  count: number,
  changes: Partial<AlertDocument> = {},
): Promise<AlertDocument[]> {
  const store = createCosmosEvaluationStore(container);
  const { state, etag } = await store.load(userId);
  const alerts = Array.from({ length: count }, (_, index) =>
    sampleAlert(userId, state.lastSequence + index + 1, changes),
  );
  await store.commit({ state: { ...state, lastSequence: state.lastSequence + count }, etag, alerts });
  return alerts;
}
