import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { json } from 'node:stream/consumers';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

/** What a subgraph was told with an operation. */
export interface LiveContext {
  readonly authorization: string | undefined;
  /** `connection_init` payload, for operations over WebSocket. */
  readonly connectionParams?: Readonly<Record<string, unknown>> | undefined;
}

export interface LiveSubgraphOptions {
  readonly name: string;
  readonly typeDefs: string;
  readonly resolvers: object;
  /** Default: a free one. */
  readonly port?: number;
  /** Listens on this Unix socket instead of a port. */
  readonly socketPath?: string;
  /** `Cache-Control` of answers over HTTP. Default: none. */
  readonly cacheControl?: string | undefined;
}

/** A subgraph over HTTP and WebSocket. */
export interface LiveSubgraph extends AsyncDisposable {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: string;
  /** How many WebSockets are open. */
  sockets(): number;
  /** Resolves when the next request over HTTP is given up by who sent it. */
  aborted(): Promise<void>;
  /** Cuts every connection without a word. */
  cut(): void;
}

/** What the definitions of a test subgraph begin with. */
export const federationLink =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])\n';

export async function startLiveSubgraph(options: LiveSubgraphOptions): Promise<LiveSubgraph> {
  const typeDefs = federationLink + options.typeDefs;
  const schema = buildSubgraphSchema({
    typeDefs: parse(typeDefs),
    resolvers: options.resolvers as never,
  });
  const connections = new Set<Socket>();
  const giveUps = new EventEmitter();
  const server = createServer(async (request, response) => {
    response.once('close', () => {
      if (!response.writableFinished) giveUps.emit('aborted');
    });
    const { query, variables } = (await json(request)) as { query: string; variables?: object };
    const contextValue: LiveContext = { authorization: request.headers.authorization };
    const result = await graphql({ schema, source: query, variableValues: { ...variables }, contextValue });
    response.setHeader('content-type', 'application/json');
    if (options.cacheControl) response.setHeader('cache-control', options.cacheControl);
    response.end(JSON.stringify(result));
  });
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  const sockets = new WebSocketServer({ server });
  const protocol = useServer(
    {
      schema,
      context: ({ connectionParams }, _id, { extensions }): LiveContext => ({
        authorization: (extensions?.['headers'] as Record<string, string> | undefined)?.['authorization'],
        connectionParams,
      }),
    },
    sockets,
  );
  const { port = 0, socketPath } = options;
  if (socketPath === undefined) server.listen(port, '127.0.0.1');
  else server.listen(socketPath);
  await once(server, 'listening');
  const url =
    socketPath === undefined
      ? `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`
      : `unix://${socketPath}?path=/graphql`;
  const cut = () => {
    for (const socket of connections) socket.destroy();
  };
  return {
    name: options.name,
    url,
    typeDefs,
    sockets: () => sockets.clients.size,
    cut,
    aborted: () => once(giveUps, 'aborted').then(() => undefined),
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      cut();
      await protocol.dispose();
      await closed;
    },
  };
}
