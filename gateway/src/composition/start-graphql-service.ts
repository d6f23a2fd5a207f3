import type { GraphQLServiceOptions, RunningGraphQLService } from './service/graphql-service-options.ts';
import { startEngineService } from './service/start-engine-service.ts';
import { startStockService } from './service/start-stock-service.ts';

/** Starts what runs operations. Until its source has a supergraph there is nothing to enter. */
export async function startGraphQLService(options: GraphQLServiceOptions): Promise<RunningGraphQLService> {
  return options.config.engine === 'apollo' ? startStockService(options) : startEngineService(options);
}
