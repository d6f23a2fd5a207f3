import {
  type AlertRowFragment,
  AlertsDocument,
  type AlertsQueryVariables,
} from '@headgate/clients/__generated__/graphql.ts';
import { useMemo } from 'react';
import { useSeenQuery } from '../data/use-seen-query.ts';

/** What the list is asked for with, wherever it is read. */
export const alertListVariables: AlertsQueryVariables = { first: 50 };

/** Alerts as they are known here, the latest first: from the device at once, from the network when it comes. */
export function useAlertList() {
  const { data, error, loading, fetchMore, again } = useSeenQuery(AlertsDocument, alertListVariables);
  const alerts: readonly AlertRowFragment[] = useMemo(
    () => data?.alerts.edges.map(({ node }) => node) ?? [],
    [data],
  );
  const { hasNextPage, endCursor } = data?.alerts.pageInfo ?? {};
  return {
    connection: data?.alerts,
    alerts,
    error,
    loading,
    hasMore: hasNextPage === true,
    more: () => void fetchMore({ variables: { after: endCursor ?? null } }).catch(() => undefined),
    again,
  };
}
