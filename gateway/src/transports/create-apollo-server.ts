import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { PersistedQueryCache } from '../documents/create-persisted-query-cache.ts';
import { writeResult } from '../execution/write-result.ts';
import { limitAliases } from '../limits/limit-aliases.ts';
import { limitDepth } from '../limits/limit-depth.ts';
import { limitSelections } from '../limits/limit-selections.ts';
import { createFormatError } from './format-error.ts';
import { deliverDeferredParts } from './http/deliver-deferred-parts.ts';
import { followAnswers } from './http/release-answer.ts';
import { setStatusByMediaType } from './http/set-status-by-media-type.ts';
import { stateCachePolicy } from './http/state-cache-policy.ts';
import type { OperationContext } from './operation-context.ts';

export interface ApolloServerOptions {
  readonly gateway: GatewayInterface;
  readonly persistedQueries: PersistedQueryCache;
  readonly introspection: boolean;
  readonly limits: {
    readonly maxTokens: number;
    readonly maxDepth: number;
    readonly maxAliases: number;
    readonly maxSelections: number;
  };
  readonly plugins: readonly ApolloServerPlugin<OperationContext>[];
  readonly logger: Logger;
}

/** Creates the Apollo Server through which every operation goes, whatever transport brings it. */
export function createApolloServer(options: ApolloServerOptions): ApolloServer<OperationContext> {
  const { limits, logger } = options;
  return new ApolloServer<OperationContext>({
    gateway: options.gateway,
    persistedQueries: { cache: options.persistedQueries },
    introspection: options.introspection,
    parseOptions: { maxTokens: limits.maxTokens },
    validationRules: [
      limitDepth(limits.maxDepth),
      limitAliases(limits.maxAliases),
      limitSelections(limits.maxSelections),
    ],
    formatError: createFormatError(logger),
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    stringifyResult: writeResult,
    logger,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      followAnswers(),
      setStatusByMediaType(),
      ...options.plugins,
      deliverDeferredParts(),
      stateCachePolicy(),
    ],
  });
}
