import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

export interface DemoClient extends AsyncDisposable {
  readonly apollo: ApolloClient;
  /** Resolves when the WebSocket is connected, now or later. */
  readonly connected: Promise<void>;
}

/** Apollo Client as an application would set it up: HTTP for queries and mutations, one WebSocket for subscriptions. */
export function createDemoClient(graphqlUrl: string, token: string): DemoClient {
  const authorization = `Bearer ${token}`;
  const { promise: connected, resolve } = Promise.withResolvers<void>();
  const socket = createClient({
    url: graphqlUrl.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
    shouldRetry: () => true,
    retryAttempts: Number.POSITIVE_INFINITY,
    on: { connected: () => resolve() },
  });
  const apollo = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(socket),
      new HttpLink({ uri: graphqlUrl, headers: { authorization } }),
    ),
  });
  return {
    apollo,
    connected,
    async [Symbol.asyncDispose]() {
      apollo.stop();
      await socket.dispose();
    },
  };
}
