import type { ApolloClient } from '@apollo/client';
import { useEffect } from 'react';
import { usePlatform } from '../data/use-platform.ts';
import type { Route } from '../navigation/route.ts';
import { say } from '../text/language.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';

/** Names the buttons of notifications, and does what the user does with them. */
export function usePushResponses(client: ApolloClient, go: (route: Route) => void): void {
  const { push } = usePlatform();
  useEffect(() => {
    void push.describe({ channel: say('channel'), acknowledge: say('acknowledge') }).catch(() => undefined);
    return push.onResponse(({ alertId, action }) => {
      if (action === 'open') {
        go({ page: 'alert', id: alertId });
        return;
      }
      // What could not be told leaves the notification where it is, and the alert open.
      void acknowledgeAlert(client, push, alertId).catch(() => go({ page: 'alert', id: alertId }));
    });
  }, [push, client, go]);
}
