import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import { severitiesFrom } from '@headgate/alerting/alert-severity.ts';
import { requireIdentity } from '@headgate/identity/require-identity.ts';
import { tellEventTrace } from '@headgate/subgraph-server/event-traces.ts';
import { createObserveAlertAge } from '@headgate/telemetry/alerting/observe-alert-age.ts';
import { continueTraces } from '@headgate/telemetry/trace-parent.ts';
import type { SubscriptionResolvers } from '../__generated__/resolvers.ts';
import type { Context } from '../create-context.ts';
import { readAlertCursor } from '../cursors.ts';
import { followAlerts } from '../subscription/follow-alerts.ts';
import { followChanges } from '../subscription/follow-changes.ts';
import { iterateUntilExpired } from '../subscription/iterate-until-expired.ts';

/** The operation lives for hours: what it loaded for an earlier event may have changed since. */
function resolveAlert(alert: AlertDocument, _args: object, { loaders }: Context): AlertDocument {
  loaders.rules.clearAll();
  return alert;
}

const observeAge = createObserveAlertAge('delivered');

/** In the trace of what gave rise to the alert, which ends at its subscribers. */
function deliverAlert(alert: AlertDocument, args: object, context: Context): Promise<AlertDocument> {
  return continueTraces('deliver alert', [alert.traceParent], async () => {
    tellEventTrace(context);
    return resolveAlert(alert, args, context);
  });
}

export const Subscription: SubscriptionResolvers = {
  alertRaised: {
    subscribe(_root, args, { identity, services }) {
      const caller = requireIdentity(identity);
      const after = args.after ? readAlertCursor(args.after) : null;
      const severities = severitiesFrom(args.minSeverity ?? 'INFO');
      const sinceMs = Date.now();
      return iterateUntilExpired(services, caller, async function* (signal) {
        for await (const alert of followAlerts(services, { userId: caller.userId, after, signal })) {
          if (!severities.includes(alert.severity)) continue;
          // What was missed comes late without anybody's fault.
          if (Date.parse(alert.raisedAt) >= sinceMs) observeAge(alert);
          yield alert;
        }
      });
    },
    resolve: deliverAlert,
  },
  alertChanged: {
    subscribe(_root, _args, { identity, services }) {
      const caller = requireIdentity(identity);
      return iterateUntilExpired(services, caller, (signal) =>
        followChanges(services, caller.userId, signal),
      );
    },
    resolve: resolveAlert,
  },
};
