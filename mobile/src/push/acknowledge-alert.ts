import type { ApolloClient } from '@apollo/client';
import { AcknowledgeAlertDocument } from '@headgate/clients/__generated__/graphql.ts';
import type { PushService } from '../ports/push-service.ts';

/** What the button of a notification does: takes note of the alert, and the notification off the screen. */
export async function acknowledgeAlert(
  client: ApolloClient,
  push: PushService,
  alertId: string,
): Promise<void> {
  await client.mutate({ mutation: AcknowledgeAlertDocument, variables: { id: alertId } });
  await push.dismiss(alertId);
}
