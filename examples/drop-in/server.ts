import { readFile } from 'node:fs/promises';
import { type GraphQLDataSourceProcessOptions, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { HeadgateGateway } from 'headgate/apollo';

const { PORT = '4000', SUPERGRAPH = '../supergraph.graphql' } = process.env;

interface Context {
  readonly tenant: string;
}

/** As you had it. */
class TenantDataSource extends RemoteGraphQLDataSource<Context> {
  override willSendRequest({ request, context }: GraphQLDataSourceProcessOptions<Context>): void {
    if (context.tenant) request.http?.headers.set('x-tenant', context.tenant);
  }
}

// This was `new ApolloGateway({ … })`.
const gateway = new HeadgateGateway({
  supergraphSdl: await readFile(SUPERGRAPH, 'utf8'),
  buildService: ({ url = '' }) => new TenantDataSource({ url }),
});

const server = new ApolloServer<Context>({ gateway });
const { url } = await startStandaloneServer(server, {
  listen: { port: Number(PORT), host: '127.0.0.1' },
  context: async ({ req }) => ({ tenant: String(req.headers['x-tenant'] ?? '') }),
});
console.log(`GraphQL at ${url}graphql`);
