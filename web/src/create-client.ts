import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, ServerError } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { cachePolicies } from '@headgate/clients/cache-policies.ts';
import { createIdLink } from '@headgate/clients/create-id-link.ts';
import { createTraceLink } from '@headgate/clients/create-trace-link.ts';
import { keepAliveMs, noticeSilence } from '@headgate/clients/notice-silence.ts';
import { retryWaitMs } from '@headgate/clients/retry-wait-ms.ts';
import { sendIdsOver } from '@headgate/clients/send-ids-over.ts';
import { OperationTypeNode } from 'graphql';
import { createClient as createSocket } from 'graphql-ws';
import { tap } from 'rxjs';
import { ownHeaders } from './session/session.ts';
import { recorder, taps } from './telemetry/recorder.ts';

/** What the page is told of its connection. */
export interface ConnectionEvents {
  readonly onSignedOut: () => void;
  readonly onHeard: () => void;
  readonly onAway: () => void;
}

/** A cache, a link for operations and a socket for subscriptions, all signed in by the cookie. */
export function createClient({ onSignedOut, onHeard, onAway }: ConnectionEvents) {
  const cache = new InMemoryCache(cachePolicies);
  const socket = createSocket({
    url: () => new URL('/graphql', location.href.replace(/^http/, 'ws')).href,
    keepAlive: keepAliveMs,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: (event) => (event as CloseEvent).code !== 4403,
    retryWait: (attempt) => new Promise((resolve) => setTimeout(resolve, retryWaitMs(attempt))),
    on: {
      connected: onHeard,
      closed(event) {
        const { code } = event as CloseEvent;
        if (code === 4403) onSignedOut();
        // 1000: no page follows anything any more.
        else if (code !== 1000) onAway();
      },
    },
  });
  noticeSilence(socket);
  const listen = new ApolloLink((operation, forward) =>
    forward(operation).pipe(
      tap({
        next({ errors }) {
          onHeard();
          if (errors?.some(({ extensions }) => extensions?.['code'] === 'SESSION_ENDED')) onSignedOut();
        },
        error(error) {
          if (!ServerError.is(error)) onAway();
          else if (error.statusCode === 401) onSignedOut();
        },
      }),
    ),
  );
  const http = new HttpLink({ uri: '/graphql', headers: ownHeaders });
  const byHttp = ApolloLink.from([
    listen,
    createTraceLink(recorder, taps),
    ...(import.meta.env.PROD ? [createIdLink()] : []),
    http,
  ]);
  const link = ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(import.meta.env.PROD ? sendIdsOver(socket) : socket),
    byHttp,
  );
  const client = new ApolloClient({ cache, link, clientAwareness: { name: 'web', version: '0.0.0' } });
  return { client, cache, socket };
}

export type Clients = ReturnType<typeof createClient>;
