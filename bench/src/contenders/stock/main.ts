import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import responseCachePlugin from '@apollo/server-plugin-response-cache';
import { createRedisCache } from './create-redis-cache.ts';

interface Context {
  readonly authorization?: string | undefined;
}

const [, , supergraphPath = '', port] = process.argv;

/** With it, answers are kept there by Apollo's own plugin. */
const redisUrl = process.env['REDIS_URL'];

const server = new ApolloServer<Context>({
  gateway: new ApolloGateway({
    supergraphSdl: readFileSync(supergraphPath, 'utf8'),
    buildService: ({ url }) =>
      new RemoteGraphQLDataSource<Context>({
        url: url ?? '',
        willSendRequest({ request, context }) {
          if (context.authorization) request.http?.headers.set('authorization', context.authorization);
        },
      }),
  }),
  ...(redisUrl && { cache: createRedisCache(redisUrl), plugins: [responseCachePlugin()] }),
});
await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: Number(port) },
  context: async ({ req }: { readonly req: IncomingMessage }) => ({
    authorization: req.headers.authorization,
  }),
});
