import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { type GraphQLSchema, graphql, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

type LocalSubgraph = {
  readonly context?: (headers: Readonly<Record<string, unknown>>) => unknown;
} & ({ readonly typeDefs: string; readonly resolvers: object } | { readonly schema: GraphQLSchema });

export interface RunningSubgraph extends AsyncDisposable {
  readonly url: string;
}

/** Serves a subgraph on loopback, over HTTP and WebSocket. */
export async function startLocalSubgraph(subgraph: LocalSubgraph): Promise<RunningSubgraph> {
  const schema = 'schema' in subgraph ? subgraph.schema : await buildSchema(subgraph);
  const { context = (headers) => headers } = subgraph;
  const server = createServer(async (request, response) => {
    const { query, variables, operationName } = (await json(request)) as {
      readonly query: string;
      readonly variables?: Record<string, unknown>;
      readonly operationName?: string;
    };
    const contextValue = context(request.headers);
    const result = await graphql({
      schema,
      source: query,
      variableValues: variables,
      operationName,
      contextValue,
    });
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(result));
  });
  const sockets = new WebSocketServer({ server });
  const protocol = useServer(
    { schema, context: ({ connectionParams }) => context(connectionParams ?? {}) as object },
    sockets,
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      await protocol.dispose();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function buildSchema({
  typeDefs,
  resolvers,
}: {
  readonly typeDefs: string;
  readonly resolvers: object;
}) {
  const { buildSubgraphSchema } = await import('@apollo/subgraph').catch((cause: unknown) => {
    throw new Error(
      'Subgraphs with resolvers need @apollo/subgraph: npm install --save-dev @apollo/subgraph',
      { cause },
    );
  });
  return buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers: resolvers as never });
}
