import { useMutation } from '@apollo/client/react';
import {
  AcknowledgeAlertDocument,
  type AlertRowFragment,
  ResolveAlertDocument,
} from './__generated__/graphql.ts';
import { now } from './clock.ts';

/** What a user can do with an alert; the screen shows it at once, and takes it back when the server does not agree. */
export function useAlertActions({ id, userId }: Pick<AlertRowFragment, 'id' | 'userId'>) {
  const key = { __typename: 'Alert' as const, id, userId };
  const at = new Date(now()).toISOString();
  const [acknowledge, acknowledging] = useMutation(AcknowledgeAlertDocument, {
    variables: { id },
    errorPolicy: 'all',
    optimisticResponse: { acknowledgeAlert: { ...key, status: 'ACKNOWLEDGED', acknowledgedAt: at } },
  });
  const [resolve, resolving] = useMutation(ResolveAlertDocument, {
    variables: { id },
    errorPolicy: 'all',
    optimisticResponse: { resolveAlert: { ...key, status: 'RESOLVED', resolvedAt: at } },
  });
  return { acknowledge, resolve, error: acknowledging.error ?? resolving.error };
}
