import type { GraphQLDataSource, SupergraphManager, SupergraphSdlHook } from '@apollo/gateway';
import type { OfferSupergraph, SourceLogger } from '../supergraph/supergraph-source.ts';

export interface SupergraphManagerOptions {
  readonly buildService:
    | ((definition: { readonly name: string; readonly url?: string }) => GraphQLDataSource)
    | undefined;
  readonly offer: OfferSupergraph;
  readonly logger: SourceLogger;
}

/** Offers what a supergraph manager of @apollo/gateway has, in the order in which it has it. Rejects when the first is not taken. */
export async function openSupergraphManager(
  supergraphSdl: string | SupergraphSdlHook | SupergraphManager,
  { buildService, offer, logger }: SupergraphManagerOptions,
): Promise<AsyncDisposable> {
  if (typeof supergraphSdl === 'string') {
    await offer(supergraphSdl);
    return { [Symbol.asyncDispose]: async () => undefined };
  }
  const { RemoteGraphQLDataSource } = await import('@apollo/gateway');
  const first = Promise.withResolvers<void>();
  let last = first.promise.catch(() => undefined);
  const initialize: SupergraphSdlHook =
    typeof supergraphSdl === 'function' ? supergraphSdl : (options) => supergraphSdl.initialize(options);
  const started = await initialize({
    update(sdl) {
      last = last
        .then(() => offer(sdl))
        .catch((error: unknown) =>
          logger.error({ err: error }, 'supergraph refused, the last good one goes on serving'),
        );
    },
    healthCheck: async () => undefined,
    getDataSource: ({ name, url = '' }) =>
      buildService?.({ name, url }) ?? new RemoteGraphQLDataSource({ url }),
  });
  const stop = async () => {
    await started.cleanup?.();
    await last;
  };
  try {
    await offer(started.supergraphSdl);
    first.resolve();
  } catch (error) {
    first.reject(error);
    await stop();
    throw error;
  }
  return { [Symbol.asyncDispose]: stop };
}
