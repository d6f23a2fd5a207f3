import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type GraphQLSchema, graphql } from 'graphql';
import { parseJson } from '../../src/values/parse-json.ts';

/** A request that a test subgraph got. */
export interface SubgraphRequest {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: IncomingHttpHeaders;
}

/** Answers instead of the subgraph, to be slow, wrong or absent, when it returns true. */
export type Intercept = (request: SubgraphRequest, response: ServerResponse) => boolean | Promise<boolean>;

export interface ServeTestSubgraphOptions {
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** Called for each request, before it is answered. */
  readonly onRequest: (request: SubgraphRequest) => void;
  readonly intercept: Intercept;
}

export interface RunningSubgraph extends AsyncDisposable {
  readonly url: string;
}

/** Serves a schema over HTTP on a free port. */
export async function serveTestSubgraph(options: ServeTestSubgraphOptions): Promise<RunningSubgraph> {
  const { name, schema, onRequest, intercept } = options;
  const server = createServer((incoming, response) => {
    void (async () => {
      const { query, variables = {} } = parseJson(await text(incoming)) as Omit<SubgraphRequest, 'subgraph'>;
      const request = { subgraph: name, query, variables, headers: incoming.headers };
      onRequest(request);
      if (await intercept(request, response)) return;
      const result = await graphql({
        schema,
        source: query,
        variableValues: variables,
        contextValue: request,
      });
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(result));
    })();
  });
  // A busy machine notices late that an idle connection was closed.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A test that fails before it disposes of its subgraphs must end all the same.
  server.unref();
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
