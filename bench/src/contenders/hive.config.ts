import { defineConfig } from '@graphql-hive/gateway';

/** The public benchmark's configuration of Hive Gateway: it forwards the client's `authorization`, as all contenders do. */
export const gatewayConfig = defineConfig({
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => ({
      authorization: request.headers.get('authorization'),
    }),
  },
});
