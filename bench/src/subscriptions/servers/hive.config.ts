import { defineConfig } from '@graphql-hive/gateway';

/**
 * Hive Gateway with subscriptions by WebSocket, as its documentation has it: the client's `authorization` goes with requests
 * and with the `connection_init` of the socket to the subgraph, which all subscriptions of one caller share.
 */
export const gatewayConfig = defineConfig({
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => ({
      authorization: request.headers.get('authorization'),
    }),
  },
  transportEntries: {
    ticks: {
      options: {
        subscriptions: {
          kind: 'ws',
          location: '/graphql',
          options: { connectionParams: { authorization: '{context.headers.authorization}' } },
        },
      },
    },
  },
});
