import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import { requireIdentity } from '@headgate/identity/require-identity.ts';
import type { SubscriptionResolvers } from '../__generated__/resolvers.ts';
import type { Context } from '../create-context.ts';
import { readAlertCursor } from '../cursors.ts';
import { subscribeToAlerts } from '../subscription/subscribe-to-alerts.ts';

export const Subscription: SubscriptionResolvers = {
  alertRaised: {
    subscribe: (_root, { after, minSeverity }, { identity, services }) =>
      subscribeToAlerts(services, requireIdentity(identity), {
        after: after ? readAlertCursor(after) : null,
        minSeverity: minSeverity ?? 'INFO',
      }),
    resolve(alert: AlertDocument, _args: object, { loaders }: Context) {
      // The operation lives for hours: what it loaded for an earlier event may have changed since.
      loaders.rules.clearAll();
      return alert;
    },
  },
};
