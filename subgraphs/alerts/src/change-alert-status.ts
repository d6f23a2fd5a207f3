import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import { type Identity, isOperator } from '@headgate/identity/identity.ts';
import type { Services } from './create-context.ts';
import { alertsErrors } from './errors.ts';

/** Takes note of an alert. One that is acknowledged or resolved already stays as it is. */
export function acknowledgeAlert(services: Services, identity: Identity, id: string): Promise<AlertDocument> {
  const acknowledgedAt = new Date(services.now()).toISOString();
  return changeAlert(services, identity, id, (alert) =>
    alert.status === 'RAISED'
      ? { ...alert, status: 'ACKNOWLEDGED', acknowledgedAt, acknowledgedBy: identity.userId }
      : alert,
  );
}

/** Closes an alert. One that is resolved already stays as it is. */
export function resolveAlert(services: Services, identity: Identity, id: string): Promise<AlertDocument> {
  const resolvedAt = new Date(services.now()).toISOString();
  return changeAlert(services, identity, id, (alert) =>
    alert.status === 'RESOLVED'
      ? alert
      : { ...alert, status: 'RESOLVED', resolvedAt, resolvedBy: identity.userId },
  );
}

/**
 * Changes an alert of the caller's, or anybody's for an operator.
 * @throws ALERT_NOT_FOUND, for the alert of another user too; CONCURRENT_CHANGE.
 */
async function changeAlert(
  { alerts }: Services,
  identity: Identity,
  id: string,
  change: (alert: AlertDocument) => AlertDocument,
): Promise<AlertDocument> {
  const own = await alerts.update({ id, userId: identity.userId }, change);
  if (own) return own;
  const owner = isOperator(identity) ? await alerts.findOwner(id) : undefined;
  const changed = owner === undefined ? undefined : await alerts.update({ id, userId: owner }, change);
  if (!changed) throw alertsErrors.create('ALERT_NOT_FOUND');
  return changed;
}
