import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { SupergraphSource } from '../../supergraph/supergraph-source.ts';
import type { OperationContext } from '../operation-context.ts';

export interface StockGatewayOptions {
  readonly source: SupergraphSource;
  /** Addresses that replace those of the supergraph, by subgraph. */
  readonly subgraphUrls: Readonly<Record<string, string>>;
  readonly logger: Logger;
}

/** Apollo's own gateway, for comparison: queries and mutations only, and it forwards `authorization` alone. */
export function createStockGateway({ source, subgraphUrls, logger }: StockGatewayOptions): GatewayInterface {
  return new ApolloGateway({
    logger,
    supergraphSdl: async ({ update }) => {
      const first = Promise.withResolvers<string>();
      let isFirst = true;
      const offers = await source.start(async (sdl) => {
        if (isFirst) first.resolve(sdl);
        else update(sdl);
        isFirst = false;
      });
      return { supergraphSdl: await first.promise, cleanup: async () => offers[Symbol.asyncDispose]() };
    },
    buildService: ({ name, url = '' }) =>
      new RemoteGraphQLDataSource<Partial<OperationContext>>({
        url: subgraphUrls[name] ?? url,
        willSendRequest: ({ request, context }) => {
          const authorization = context.headers?.['authorization'];
          if (authorization) request.http?.headers.set('authorization', authorization);
        },
      }),
  });
}
