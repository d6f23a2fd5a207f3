import type { ApolloClient } from '@apollo/client';
import type { Client as Socket } from 'graphql-ws';
import {
  AlertChangedDocument,
  AlertRaisedDocument,
  type AlertRaisedSubscription,
} from './__generated__/graphql.ts';
import type { EventAges } from './telemetry/create-event-ages.ts';

/** How it stands with what is live. */
export type Liveness = 'connecting' | 'live' | 'away';

export interface FollowAlertsOptions {
  readonly client: ApolloClient;
  readonly socket: Socket;
  /** Cursor of the latest alert that is known; null for none. */
  readonly after: string | null;
  readonly onAlert: (alert: AlertRaisedSubscription['alertRaised']) => void;
  /** Measures how old alerts are when they are shown; default: nobody does. */
  readonly ages?: Pick<EventAges, 'expect'> | undefined;
  readonly onLiveness: (liveness: Liveness) => void;
  /** Called when the connection is back: what changed meanwhile is not told again. */
  readonly onReturn: () => void;
}

/** How long to wait before subscribing again when the server has ended it, at first and at most: a phone without a network waits longer. */
const againMs = { first: 1_000, most: 15_000 };

/** The cursor keeps what is known from coming again; this is for where two subscriptions meet. */
const maxSeen = 500;

/**
 * Follows alerts, each once and in order, over however many connections. A client that reconnects by itself would ask
 * again for what came since the first cursor; this one subscribes anew, from the latest.
 * @returns how to stop
 */
export function followAlerts(options: FollowAlertsOptions): () => void {
  const { client, socket, onAlert, onLiveness, onReturn } = options;
  const followedMs = Date.now();
  const seen = new Set<string>();
  let cursor = options.after;
  let raised: { unsubscribe(): void } | undefined;
  let changed: { unsubscribe(): void } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let connections = 0;
  let isStopped = false;
  let waitMs = againMs.first;

  function leave(): void {
    clearTimeout(timer);
    raised?.unsubscribe();
    changed?.unsubscribe();
  }

  function startAgain(): void {
    if (isStopped) return;
    clearTimeout(timer);
    timer = setTimeout(start, waitMs);
    waitMs = Math.min(waitMs * 2, againMs.most);
  }

  function start(): void {
    leave();
    raised = client
      .subscribe({
        query: AlertRaisedDocument,
        variables: { after: cursor },
        fetchPolicy: 'network-only',
        errorPolicy: 'all',
      })
      .subscribe({
        next({ data, extensions }) {
          const alert = data?.alertRaised;
          if (!alert) return;
          cursor = alert.cursor;
          waitMs = againMs.first;
          if (seen.has(alert.id)) return;
          seen.add(alert.id);
          if (seen.size > maxSeen) seen.delete(seen.values().next().value ?? '');
          options.ages?.expect(alert.id, {
            operationName: 'AlertRaised',
            extensions,
            causedAt: alert.activity?.recordedAt ?? alert.raisedAt,
            happenedAt: alert.raisedAt,
            followedMs,
          });
          onAlert(alert);
        },
        error: startAgain,
        complete: startAgain,
      });
    changed = client
      .subscribe({ query: AlertChangedDocument, errorPolicy: 'all' })
      .subscribe({ error: startAgain });
  }

  const stopListening = [
    socket.on('connected', () => {
      onLiveness('live');
      waitMs = againMs.first;
      connections += 1;
      if (connections === 1) return;
      start();
      onReturn();
    }),
    socket.on('closed', () => onLiveness('away')),
  ];
  onLiveness('connecting');
  start();
  return () => {
    isStopped = true;
    leave();
    for (const stop of stopListening) stop();
  };
}
