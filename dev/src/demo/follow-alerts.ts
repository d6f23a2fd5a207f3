import { AlertRaisedDocument, type AlertRaisedSubscription } from './__generated__/operations.ts';
import type { DemoClient } from './create-demo-client.ts';

type RaisedAlert = AlertRaisedSubscription['alertRaised'];

const pauseMs = 500;

/**
 * Follows a user's alerts from a cursor of their list until it is disposed of. What loses the subscription costs no alert:
 * it begins again at the last one that came.
 */
export function followAlerts(
  { apollo }: DemoClient,
  after: string | null,
  onAlert: (alert: RaisedAlert) => void,
): Disposable {
  let cursor = after;
  let leave = open();

  function open(): () => void {
    const events = apollo.subscribe({
      query: AlertRaisedDocument,
      variables: { after: cursor },
      fetchPolicy: 'no-cache',
    });
    const beginAgain = () => {
      leave();
      const timer = setTimeout(() => {
        leave = open();
      }, pauseMs);
      leave = () => clearTimeout(timer);
    };
    const subscription = events.subscribe(({ data, error }) => {
      if (error) beginAgain();
      if (!data) return;
      cursor = data.alertRaised.cursor;
      onAlert(data.alertRaised);
    });
    return () => subscription.unsubscribe();
  }

  return { [Symbol.dispose]: () => leave() };
}
