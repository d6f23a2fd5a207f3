import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { ValidationRule } from 'graphql';
import type { PersistedQueryCache } from '../../documents/create-persisted-query-cache.ts';
import { createFormatError } from '../errors/format-error.ts';
import type { OperationContext } from '../operation-context.ts';

export interface ApolloServerOptions {
  readonly gateway: GatewayInterface;
  readonly persistedQueries: PersistedQueryCache;
  readonly introspection: boolean;
  readonly maxTokens: number;
  readonly rules: readonly ValidationRule[];
  readonly plugins: readonly ApolloServerPlugin<OperationContext>[];
  readonly logger: Logger;
}

/** Creates the Apollo Server that the stock gateway stands behind; transports are not its business. */
export function createApolloServer(options: ApolloServerOptions): ApolloServer<OperationContext> {
  const { logger } = options;
  return new ApolloServer<OperationContext>({
    gateway: options.gateway,
    persistedQueries: { cache: options.persistedQueries },
    introspection: options.introspection,
    parseOptions: { maxTokens: options.maxTokens },
    validationRules: [...options.rules],
    formatError: createFormatError(logger),
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ...options.plugins,
    ],
  });
}
