import { useApolloClient } from '@apollo/client/react';
import type { Client as Socket } from 'graphql-ws';
import { useEffect, useState } from 'react';
import { AlertsDocument } from './__generated__/graphql.ts';
import { followAlerts, type Liveness } from './follow-alerts.ts';
import type { EventAges } from './telemetry/create-event-ages.ts';

export interface LiveAlertsOptions {
  readonly socket: Socket;
  /** Measures how old alerts are when they are shown; default: nobody does. */
  readonly ages?: EventAges | undefined;
  /** The list as it was read; it is followed from when it is there. */
  readonly alerts: { readonly edges: readonly { readonly cursor: string }[] } | undefined;
  /** What the list was asked for with. */
  readonly variables: { readonly first: number };
}

/** Puts alerts at the head of the list as they are raised, and tells how it stands with what is live. */
export function useLiveAlerts({ socket, alerts, variables, ages }: LiveAlertsOptions): Liveness {
  const client = useApolloClient();
  const [liveness, setLiveness] = useState<Liveness>('connecting');
  const isThere = alerts !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it begins once, after what was there then.
  useEffect(() => {
    if (!isThere) return;
    return followAlerts({
      client,
      socket,
      ages,
      after: alerts.edges[0]?.cursor ?? null,
      onLiveness: setLiveness,
      onReturn: () => void client.refetchQueries({ include: ['Alerts'] }),
      onAlert: (alert) =>
        client.cache.updateQuery({ query: AlertsDocument, variables }, (known) => {
          if (!known || known.alerts.edges.some(({ node }) => node.id === alert.id)) return known;
          const edge = { __typename: 'AlertEdge' as const, cursor: alert.cursor, node: alert };
          return { ...known, alerts: { ...known.alerts, edges: [edge, ...known.alerts.edges] } };
        }),
    });
  }, [client, socket, ages, isThere]);
  return liveness;
}
