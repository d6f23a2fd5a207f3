import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { cachePolicies } from '@headgate/clients/cache-policies.ts';
import { learnTime } from '@headgate/clients/clock.ts';
import { createIdLink } from '@headgate/clients/create-id-link.ts';
import { createTraceLink } from '@headgate/clients/create-trace-link.ts';
import { keepAliveMs, noticeSilence } from '@headgate/clients/notice-silence.ts';
import { retryWaitMs } from '@headgate/clients/retry-wait-ms.ts';
import { sendIdsOver } from '@headgate/clients/send-ids-over.ts';
import type { Recorder } from '@headgate/clients/telemetry/create-recorder.ts';
import { OperationTypeNode } from 'graphql';
import { createClient as createSocket } from 'graphql-ws';
import { tap } from 'rxjs';
import type { Session } from '../sign-in/create-session.ts';
import { createTokenLink } from './create-token-link.ts';

export interface ClientOptions {
  readonly graphqlUrl: string;
  readonly session: Session;
  readonly ownFetch: typeof fetch;
  readonly webSocketImpl?: unknown;
  /** Notes how long operations take and what becomes of them; default: nobody does. */
  readonly recorder?: Recorder;
}

/** A cache, a link for operations and a socket for subscriptions, which send ids of the manifest and nothing else. */
export function createClient(options: ClientOptions) {
  const { graphqlUrl, session, ownFetch, webSocketImpl, recorder } = options;
  const cache = new InMemoryCache(cachePolicies);
  let wakeUp = () => {};
  let hear = () => {};
  const socket = createSocket({
    url: graphqlUrl.replace(/^http/, 'ws'),
    ...(webSocketImpl !== undefined && { webSocketImpl }),
    keepAlive: keepAliveMs,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: (attempt) =>
      new Promise((resolve) => {
        wakeUp = resolve;
        setTimeout(resolve, retryWaitMs(attempt));
      }),
  });
  noticeSilence(socket);
  const fetchAndLearn: typeof fetch = async (...request) => {
    const response = await ownFetch(...request);
    learnTime(response.headers.get('date'));
    return response;
  };
  const split = ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(sendIdsOver(socket)),
    ApolloLink.from([
      createTraceLink(recorder),
      createIdLink(),
      new HttpLink({ uri: graphqlUrl, fetch: fetchAndLearn }),
    ]),
  );
  const listen = new ApolloLink((operation, forward) => forward(operation).pipe(tap({ next: () => hear() })));
  const client = new ApolloClient({
    cache,
    link: ApolloLink.from([createTokenLink(session), listen, split]),
    clientAwareness: { name: 'mobile', version: '1.0.0' },
  });
  return {
    client,
    cache,
    socket,
    /** Calls it after each answer and each event. */
    onHeard(listener: () => void): void {
      hear = listener;
    },
    /** The system may have closed the socket while the application slept, and not have said so: connects anew, at once. */
    reconnect(): void {
      socket.terminate();
      wakeUp();
    },
    async dispose(): Promise<void> {
      client.stop();
      await socket.dispose();
    },
  };
}

export type Clients = ReturnType<typeof createClient>;
