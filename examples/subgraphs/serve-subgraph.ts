import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

/** What resolvers know of a request. */
export interface SubgraphContext {
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface SubgraphOptions {
  /** Of its file in this folder. */
  readonly name: string;
  readonly resolvers: object;
  /** 0 takes a free one. */
  readonly port: number;
  /** Whether a request is answered; default: each. */
  readonly accepts?: ((headers: IncomingHttpHeaders, body: string) => boolean) | undefined;
  /** Changes its schema; default: nothing. */
  readonly edit?: ((sdl: string) => string) | undefined;
}

/** Serves a subgraph on loopback: queries over HTTP, subscriptions over WebSocket. */
export async function serveSubgraph(options: SubgraphOptions) {
  const { name, resolvers, port, accepts = () => true, edit = (sdl) => sdl } = options;
  const sdl = edit(await readFile(new URL(`${name}.graphql`, import.meta.url), 'utf8'));
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as never });
  const server = createServer(async (request, response) => {
    const body = await text(request);
    if (!accepts(request.headers, body)) {
      response.writeHead(401).end();
      return;
    }
    const { query, variables } = JSON.parse(body);
    const contextValue: SubgraphContext = { headers: request.headers };
    const result = await graphql({ schema, source: query, variableValues: variables, contextValue });
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(result));
  });
  const sockets = useServer(
    { schema, context: ({ connectionParams }) => ({ headers: connectionParams ?? {} }) },
    new WebSocketServer({ server }),
  );
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    async [Symbol.asyncDispose]() {
      await sockets.dispose();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
