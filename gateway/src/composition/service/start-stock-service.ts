import { createFormatError } from '../../operations/errors/format-error.ts';
import { observeOperations } from '../../operations/stock/observe-operations.ts';
import { refuseSubscriptions } from '../../operations/stock/refuse-subscriptions.ts';
import { createRunOnApolloServer } from '../../operations/stock/run-on-apollo-server.ts';
import { listValidationRules } from '../../operations/validation/list-validation-rules.ts';
import { isUnixAddress } from '../../values/unix-address.ts';
import { listIgnoredSettings } from '../list-ignored-settings.ts';
import type { GraphQLServiceOptions, RunningGraphQLService } from './graphql-service-options.ts';
import { readUrls } from './read-urls.ts';

/** Starts Apollo's own executor behind Apollo Server. */
export async function startStockService(options: GraphQLServiceOptions): Promise<RunningGraphQLService> {
  const { config, source, persistedQueries, logger } = options;
  // Loaded when wanted: they take much memory.
  const { createStockGateway } = await import('../../operations/stock/create-stock-gateway.ts');
  const { createApolloServer } = await import('../../operations/stock/create-apollo-server.ts');
  const { introspection, limits } = config;
  const ignored = listIgnoredSettings(config);
  if (ignored.length > 0) logger.warn({ ignored }, 'the stock executor does not know these settings');
  const urls = readUrls(config);
  const unreachable = Object.keys(urls).filter((name) => isUnixAddress(urls[name] ?? ''));
  if (unreachable.length > 0)
    logger.warn({ subgraphs: unreachable }, 'the stock executor does not know Unix sockets');
  const apollo = createApolloServer({
    gateway: createStockGateway({ source, subgraphUrls: urls, logger }),
    persistedQueries,
    introspection,
    maxTokens: limits.maxTokens,
    rules: listValidationRules({ limits, introspection: true }),
    plugins: [
      observeOperations({ onOperation: options.onOperation, onEnd: options.onOperationEnd }),
      refuseSubscriptions(),
      ...(config.extensions.apolloPlugins ?? []),
    ],
    logger,
  });
  await apollo.start();
  return {
    run: createRunOnApolloServer(apollo, createFormatError(logger)),
    // It keeps no answers, since nobody tells for how long they may be.
    observeKept: () => undefined,
    enter: () => ({ [Symbol.dispose]: () => undefined }),
    supergraphId: undefined,
    landingPage: undefined,
    classOf: () => undefined,
    [Symbol.asyncDispose]: () => apollo.stop(),
  };
}
