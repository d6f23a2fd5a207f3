import type {
  ApolloServerPlugin,
  GraphQLServerContext,
  GraphQLServerListener,
  LandingPage,
} from '@apollo/server';
import type { OperationContext } from '../operation-context.ts';

export interface PluginsOptions {
  readonly plugins: readonly ApolloServerPlugin<OperationContext>[];
  /** What plugins are told of the service when it starts. */
  readonly service: Omit<GraphQLServerContext, 'startedInBackground'>;
  /** The supergraph in service; needed only for plugins that start late. */
  readonly coreSupergraphSdl: string;
}

/** Apollo Server plugins that have started (https://www.apollographql.com/docs/apollo-server/integrations/plugins). */
export interface Plugins extends AsyncDisposable {
  readonly list: readonly ApolloServerPlugin<OperationContext>[];
  /** What people see in a browser; undefined where no plugin has a page. */
  readonly landingPage: LandingPage['html'] | undefined;
  /** Tells of another supergraph. */
  update(schema: Parameters<NonNullable<GraphQLServerListener['schemaDidLoadOrUpdate']>>[0]): void;
  /** Tells that no new operations come: called before the last ones are over. */
  drain(): Promise<void>;
}

/** Calls `serverWillStart` of each plugin; those that fail are told so, and the start fails. */
export async function startPlugins({
  plugins,
  service,
  coreSupergraphSdl,
}: PluginsOptions): Promise<Plugins> {
  const listeners = await startAll(plugins, service);
  const [page, another] = listeners.filter(({ renderLandingPage }) => renderLandingPage);
  if (another) throw new TypeError('Only one plugin can have a landing page.');
  const update: Plugins['update'] = (loaded) => {
    for (const listener of listeners) listener.schemaDidLoadOrUpdate?.(loaded);
  };
  update({ apiSchema: service.schema, coreSupergraphSdl });
  return {
    list: plugins,
    landingPage: (await page?.renderLandingPage?.())?.html,
    update,
    async drain() {
      await Promise.all(listeners.map((listener) => listener.drainServer?.()));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(listeners.map((listener) => listener.serverWillStop?.()));
    },
  };
}

async function startAll(
  plugins: PluginsOptions['plugins'],
  service: PluginsOptions['service'],
): Promise<GraphQLServerListener[]> {
  try {
    const started = await Promise.all(
      plugins.map((plugin) => plugin.serverWillStart?.({ ...service, startedInBackground: false })),
    );
    return started.filter((listener) => typeof listener === 'object');
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    await Promise.allSettled(plugins.map((plugin) => plugin.startupDidFail?.({ error })));
    throw error;
  }
}
