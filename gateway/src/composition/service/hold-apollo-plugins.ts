import { hash } from 'node:crypto';
import type { ApolloConfig, ApolloServerPlugin } from '@apollo/server';
import type { InMemoryLRUCache } from '@apollo/utils.keyvaluecache';
import type { Logger } from '@headgate/service/create-logger.ts';
import type { GraphQLSchema } from 'graphql';
import type { GatewayConfig } from '../../config/config.ts';
import type { OperationContext } from '../../operations/operation-context.ts';
import { type Plugins, startPlugins } from '../../operations/plugins/start-plugins.ts';
import type { GraphQLServiceOptions } from './graphql-service-options.ts';

/** Apollo Server's plugins: they start with the first supergraph, and are told of those after it. */
export interface HeldPlugins extends AsyncDisposable {
  readonly current: Plugins | undefined;
  offer(schema: GraphQLSchema, supergraphSdl: string): Promise<void>;
}

export function holdApolloPlugins(
  { config }: Pick<GraphQLServiceOptions, 'config'>,
  service: { readonly logger: Logger; readonly cache: InMemoryLRUCache<string> },
): HeldPlugins {
  let plugins: Plugins | undefined;
  return {
    get current() {
      return plugins;
    },
    async offer(schema, supergraphSdl) {
      if (plugins) plugins.update({ apiSchema: schema, coreSupergraphSdl: supergraphSdl });
      else {
        plugins = await startPlugins({
          plugins: await listPlugins(config),
          service: { ...service, schema, apollo: describeApollo(config.apollo) },
          coreSupergraphSdl: supergraphSdl,
        });
      }
    },
    async [Symbol.asyncDispose]() {
      await plugins?.drain();
      await plugins?.[Symbol.asyncDispose]();
    },
  };
}

/** Apollo's usage reporting is on where its key and graph are given, as on Apollo Server. */
async function listPlugins({
  apollo,
  extensions,
}: GatewayConfig): Promise<readonly ApolloServerPlugin<OperationContext>[]> {
  const { apolloPlugins: plugins = [] } = extensions;
  const reports = plugins.some(
    (plugin) => '__internal_plugin_id__' in plugin && plugin.__internal_plugin_id__ === 'UsageReporting',
  );
  if (!apollo.key || !apollo.graphRef || reports) return plugins;
  const { ApolloServerPluginUsageReporting } = await import('@apollo/server/plugin/usageReporting');
  return [ApolloServerPluginUsageReporting(), ...plugins];
}

function describeApollo({ key, graphRef }: GatewayConfig['apollo']): ApolloConfig {
  return {
    ...(key && { key, keyHash: hash('sha512', key, 'hex') }),
    ...(graphRef && { graphRef }),
  };
}
